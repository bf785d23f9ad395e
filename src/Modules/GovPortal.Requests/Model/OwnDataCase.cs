using GovPortal.Kernel.Data;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>
/// Somebody wants a record of themselves corrected (art. 41): registered by the office. Who, which record and with what evidence is kept
/// encrypted (<see cref="RequestSeals"/>), as in a case of disclosure.
/// </summary>
public sealed class OwnDataCase
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public DateTime EnteredUtc { get; init; }
    /// <summary>Day 0.</summary>
    public DateOnly ReceivedOn { get; init; }
    /// <summary>Encrypted; null once it is erased.</summary>
    public string? Person { get; set; }
    public DateTime? PersonErasedUtc { get; set; }
    /// <summary>Which record is wrong and how it should read; encrypted, null once erased: it is about the person.</summary>
    public string? Record { get; set; }
    /// <summary>What proves it; encrypted, null once erased.</summary>
    public string? Evidence { get; set; }
    /// <summary>When the answer is due, as it was at receipt.</summary>
    public DateTime? DueUtc { get; set; }
    /// <summary>A code of <see cref="OwnDataOutcomes"/>; null while it runs.</summary>
    public string? Outcome { get; set; }
    /// <summary>Encrypted; null while it runs, or once erased.</summary>
    public string? Reason { get; set; }
    /// <summary>What the person is answered; encrypted, null while it runs, or once erased.</summary>
    public string? Answer { get; set; }
    public DateTime? EndedUtc { get; set; }
    public required string EnteredBy { get; init; }
    public string? EndedBy { get; set; }
    /// <summary>Counts what was done; two people at once are told apart by it.</summary>
    public int Revision { get; set; }

    public bool IsOpen => EndedUtc is null;

    public bool IsOverdueAt(DateTime nowUtc) => IsOpen && DueUtc < nowUtc;
}

internal sealed class OwnDataModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<OwnDataCase>(row =>
    {
        row.ToTable("RequestOwnDataCases").HasKey(c => c.Id);
        row.Ignore(c => c.IsOpen);
        row.Property(c => c.Id).HasMaxLength(26);
        row.Property(c => c.AgencyId).HasMaxLength(64);
        row.Property(c => c.Outcome).HasMaxLength(20);
        row.Property(c => c.EnteredBy).HasMaxLength(64);
        row.Property(c => c.EndedBy).HasMaxLength(64);
        row.Property(c => c.Revision).IsConcurrencyToken();
        row.HasIndex(c => new { c.AgencyId, c.EndedUtc, c.DueUtc });
    });
}
