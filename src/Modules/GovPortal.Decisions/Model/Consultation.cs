using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Model;

/// <summary>A published consultation (意见征集) as it runs: its days by the live version, and when it was opened and closed.</summary>
public sealed class Consultation
{
    public required string ContentItemId { get; init; }
    public required string AgencyId { get; set; }
    public string? ColumnId { get; set; }
    public string? SectionId { get; set; }
    public required string Title { get; set; }
    /// <summary>First and last day on which comments are taken, both included.</summary>
    public DateOnly OpensOn { get; set; }
    public DateOnly ClosesOn { get; set; }
    /// <summary>False after it was withdrawn; comments stay.</summary>
    public bool IsLive { get; set; }
    public DateTime? OpenedUtc { get; set; }
    public DateTime? ClosedUtc { get; set; }
    /// <summary>The report (采纳情况反馈) that was drafted from its comments; null before.</summary>
    public string? ReportItemId { get; set; }

    public PeriodState StateOn(DateOnly today) => ConsultationPeriod.State(OpensOn, ClosesOn, today);
}

/// <summary>What was decided on a comment.</summary>
public enum Adoption { Adopted, Partly, NotAdopted, Unrelated }

/// <summary>An opinion from the public (意见). The text may be read by the section; the contact is kept encrypted.</summary>
public sealed class ConsultationComment
{
    public required string Id { get; init; }
    public required string ConsultationId { get; init; }
    /// <summary>The code the writer was shown.</summary>
    public required string Receipt { get; init; }
    public DateTime ReceivedUtc { get; init; }
    public required string Text { get; init; }
    /// <summary>Name, phone and e-mail as data protection encrypted them; null where none were given.</summary>
    public string? Contact { get; init; }
    /// <summary>How it came, of <see cref="CommentChannels"/>; empty from the page itself.</summary>
    public string Channel { get; init; } = "";
    /// <summary>Who wrote it down where it came by telephone, letter or word of mouth.</summary>
    public string? RegisteredBy { get; init; }
    public Adoption? Adoption { get; set; }
    /// <summary>What it asks for, in a few words for the report; 意见要点.</summary>
    public string? Point { get; set; }
    public string? Reason { get; set; }
    public string? CodedBy { get; set; }
    public DateTime? CodedUtc { get; set; }
    /// <summary>Why it counts as spam; null where it counts.</summary>
    public string? HiddenReason { get; set; }
    public string? HiddenBy { get; set; }
    public DateTime? HiddenUtc { get; set; }
}

/// <summary>The ways beside the page on which a comment comes in, and which the section registers.</summary>
public static class CommentChannels
{
    public const string Letter = "letter";

    /// <summary>Titles by code, in the order of the form.</summary>
    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        ["phone"] = "来电", [Letter] = "来信", ["email"] = "电子邮件", ["visit"] = "当面", ["meeting"] = "座谈会、听证会", ["other"] = "其他",
    };
}

/// <summary>A live item of a decision's line: consultation, report, decision. Derived; <c>reindex</c> rebuilds it.</summary>
public sealed class DecisionStep
{
    public required string ContentItemId { get; init; }
    public required string ConsultationId { get; init; }
    /// <summary><c>consultation</c>, <c>report</c> or <c>decision</c>.</summary>
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Path { get; init; }
    public DateOnly On { get; init; }
    public DateOnly? OpensOn { get; init; }
    public DateOnly? ClosesOn { get; init; }
}

internal sealed class DecisionModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Consultation>(row =>
        {
            row.ToTable("Consultations").HasKey(r => r.ContentItemId);
            row.Property(r => r.ContentItemId).HasMaxLength(26);
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.ColumnId).HasMaxLength(64);
            row.Property(r => r.SectionId).HasMaxLength(64);
            row.Property(r => r.Title).HasMaxLength(500);
            row.Property(r => r.ReportItemId).HasMaxLength(26);
            row.HasIndex(r => r.ClosesOn);
        });
        model.Entity<ConsultationComment>(row =>
        {
            row.ToTable("ConsultationComments").HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.ConsultationId).HasMaxLength(26);
            row.Property(r => r.Receipt).HasMaxLength(16);
            row.Property(r => r.Text).HasMaxLength(CommentRules.MaxText);
            row.Property(r => r.Adoption).HasMaxLength(20);
            row.Property(r => r.Point).HasMaxLength(CommentRules.MaxPoint);
            row.Property(r => r.Reason).HasMaxLength(CommentRules.MaxReason);
            row.Property(r => r.CodedBy).HasMaxLength(64);
            row.Property(r => r.HiddenReason).HasMaxLength(CommentRules.MaxReason);
            row.Property(r => r.HiddenBy).HasMaxLength(64);
            row.HasIndex(r => r.Receipt).IsUnique();
            row.HasIndex(r => new { r.ConsultationId, r.ReceivedUtc });
        });
        model.Entity<DecisionStep>(row =>
        {
            row.ToTable("DecisionSteps").HasKey(r => r.ContentItemId);
            row.Property(r => r.ContentItemId).HasMaxLength(26);
            row.Property(r => r.ConsultationId).HasMaxLength(26);
            row.Property(r => r.Kind).HasMaxLength(20);
            row.Property(r => r.Title).HasMaxLength(500);
            row.Property(r => r.Path).HasMaxLength(200);
            row.HasIndex(r => r.ConsultationId);
        });
    }
}
