using GovPortal.Kernel.Data;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>
/// A letter (文书) of a case as it was made; never changed. Made by mistake it is voided, and its number is not given again.
/// </summary>
public sealed class RequestLetter
{
    public required string Id { get; init; }
    public required string RequestId { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>A code of <see cref="LetterKinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>The word it is numbered by; empty where it has no number.</summary>
    public required string Word { get; init; }
    public int Year { get; init; }
    /// <summary>Within agency, word and year; null where it has no number.</summary>
    public int? Number { get; init; }
    /// <summary>示例人社公开补〔2026〕3号; empty where it has no number.</summary>
    public required string NumberText { get; init; }
    /// <summary>Of <see cref="LetterTemplate"/>; 0 is the standard text.</summary>
    public int TemplateVersion { get; init; }
    /// <summary>It says who applied: opened by those alone who may see that, and erased with it.</summary>
    public bool HoldsApplicant { get; init; }
    public required string MadeBy { get; init; }
    public DateTime MadeUtc { get; init; }
    /// <summary>The .docx, encrypted; empty once erased.</summary>
    public required byte[] Bytes { get; init; }
    public string? VoidedBy { get; set; }
    public DateTime? VoidedUtc { get; set; }
    /// <summary>Encrypted.</summary>
    public string? VoidReason { get; set; }
}

/// <summary>An attempt to serve a letter (送达记录).</summary>
public sealed class LetterDelivery
{
    public required string LetterId { get; init; }
    /// <summary>From 1.</summary>
    public int Number { get; init; }
    /// <summary>A code of <see cref="DeliveryWays"/>.</summary>
    public required string Way { get; init; }
    public DateOnly On { get; init; }
    /// <summary>False where it came back or was refused.</summary>
    public bool IsServed { get; init; }
    /// <summary><see cref="DeliveryDetails"/>, encrypted; empty once erased.</summary>
    public required string Details { get; init; }
    public required string RecordedBy { get; init; }
    public DateTime RecordedUtc { get; init; }
}

/// <summary>Who took a letter, by which mailing, and a note.</summary>
public sealed record DeliveryDetails(string Receiver, string MailNumber, string Note);

/// <summary>A version of the template of a kind of letter, made by the office; the standard text where there is none.</summary>
public sealed class LetterTemplate
{
    public required string Kind { get; init; }
    /// <summary>From 1; the latest is in force.</summary>
    public int Version { get; init; }
    /// <summary>The .docx; empty where the office went back to the standard text.</summary>
    public required byte[] Bytes { get; init; }
    /// <summary>SHA-256 of the .docx in hex; empty for the standard text.</summary>
    public required string Hash { get; init; }
    public required string FileName { get; init; }
    public required string ChangedBy { get; init; }
    public DateTime ChangedUtc { get; init; }
}

/// <summary>The last number given within agency, word and year.</summary>
public sealed class LetterCounter
{
    public required string AgencyId { get; init; }
    public required string Word { get; init; }
    public int Year { get; init; }
    public int Last { get; init; }
}

internal sealed class RequestLettersModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RequestLetter>(row =>
        {
            row.ToTable("RequestLetters").HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.RequestId).HasMaxLength(26);
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.Kind).HasMaxLength(40);
            row.Property(r => r.Word).HasMaxLength(RequestRules.MaxLetterWord);
            row.Property(r => r.NumberText).HasMaxLength(80);
            row.Property(r => r.MadeBy).HasMaxLength(64);
            row.Property(r => r.VoidedBy).HasMaxLength(64);
            row.HasIndex(r => r.RequestId);
            row.HasIndex(r => new { r.AgencyId, r.Word, r.Year, r.Number }).IsUnique();
        });
        model.Entity<LetterDelivery>(row =>
        {
            row.ToTable("RequestLetterDeliveries").HasKey(r => new { r.LetterId, r.Number });
            row.Property(r => r.LetterId).HasMaxLength(26);
            row.Property(r => r.Way).HasMaxLength(20);
            row.Property(r => r.RecordedBy).HasMaxLength(64);
        });
        model.Entity<LetterTemplate>(row =>
        {
            row.ToTable("RequestLetterTemplates").HasKey(r => new { r.Kind, r.Version });
            row.Property(r => r.Kind).HasMaxLength(40);
            row.Property(r => r.Hash).HasMaxLength(64);
            row.Property(r => r.FileName).HasMaxLength(200);
            row.Property(r => r.ChangedBy).HasMaxLength(64);
        });
        model.Entity<LetterCounter>(row =>
        {
            row.ToTable("RequestLetterCounters").HasKey(r => new { r.AgencyId, r.Word, r.Year });
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.Word).HasMaxLength(RequestRules.MaxLetterWord);
        });
    }
}
