using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Model;

/// <summary>
/// A public concern (舆情事项, R22): found, graded, dispatched, handled, answered in public, closed. Text, source, findings and notes are
/// encrypted; the title is the office's own summary and names nobody.
/// </summary>
public sealed class Concern
{
    public const int MaxWords = 2000;

    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public int Year { get; init; }
    public int Number { get; init; }
    public ConcernState State { get; set; }
    /// <summary>A code of <see cref="ConcernChannels"/>.</summary>
    public required string Channel { get; init; }
    /// <summary>The monitor it came from, and its own id for it; null where a person wrote it down.</summary>
    public string? MonitorId { get; init; }
    public string? ExternalId { get; init; }
    public required string Title { get; set; }
    /// <summary>Encrypted.</summary>
    public required string Source { get; init; }
    public required string Link { get; init; }
    /// <summary>Encrypted.</summary>
    public required string Text { get; init; }
    public DateTime FoundUtc { get; init; }
    public required string RegisteredBy { get; init; }
    public DateTime RegisteredUtc { get; init; }
    /// <summary>A code of <see cref="ConcernGrades"/>; null before it was graded.</summary>
    public string? Grade { get; set; }
    public string? SectionId { get; set; }
    /// <summary>辟谣: what was said is not so.</summary>
    public bool IsRumour { get; set; }
    /// <summary>Encrypted: what the section found out and what it did.</summary>
    public string Findings { get; set; } = "";
    public string Handling { get; set; } = "";
    /// <summary>The item of type <c>OpinionResponse</c>; null before it was drafted.</summary>
    public string? ResponseItemId { get; set; }
    /// <summary>When the response is due, for lists; follows the clock. Null before it was graded.</summary>
    public DateTime? DueUtc { get; set; }
    public DateTime? AnsweredUtc { get; set; }
    public DateTime? ClosedUtc { get; set; }
    /// <summary>A code of <see cref="ConcernOutcome"/>; null while it is open.</summary>
    public string? Outcome { get; set; }
    /// <summary>Counts its steps; two people at once are told apart by it.</summary>
    public int StepCount { get; set; }

    public string NumberText => $"舆情〔{Year}〕{Number}号";

    public bool IsLate(DateTime nowUtc) => DueUtc < (AnsweredUtc ?? ClosedUtc ?? nowUtc);
}

/// <summary>What was done with a concern, in its order; never changed.</summary>
public sealed class ConcernStep
{
    public required string ConcernId { get; init; }
    /// <summary>From 1.</summary>
    public int Number { get; init; }
    /// <summary>A code of <see cref="ConcernEvents"/>.</summary>
    public required string Kind { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }
    /// <summary>Encrypted; empty for none.</summary>
    public required string Note { get; init; }
}

/// <summary>A screenshot or the like; name and bytes are encrypted.</summary>
public sealed class ConcernFile
{
    public required string Id { get; init; }
    public required string ConcernId { get; init; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public long Length { get; init; }
    public required byte[] Bytes { get; init; }
}

internal sealed class ConcernsModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Concern>(row =>
        {
            row.ToTable("Concerns").HasKey(c => c.Id);
            row.Ignore(c => c.NumberText);
            row.Property(c => c.Id).HasMaxLength(26);
            row.Property(c => c.AgencyId).HasMaxLength(64);
            row.Property(c => c.State).HasMaxLength(20);
            row.Property(c => c.Channel).HasMaxLength(20);
            row.Property(c => c.MonitorId).HasMaxLength(26);
            row.Property(c => c.ExternalId).HasMaxLength(MonitorMessage.MaxId);
            row.Property(c => c.Title).HasMaxLength(ConcernIntake.MaxTitle);
            row.Property(c => c.Link).HasMaxLength(ConcernIntake.MaxLink);
            row.Property(c => c.RegisteredBy).HasMaxLength(64);
            row.Property(c => c.Grade).HasMaxLength(20);
            row.Property(c => c.SectionId).HasMaxLength(64);
            row.Property(c => c.ResponseItemId).HasMaxLength(26);
            row.Property(c => c.Outcome).HasMaxLength(20);
            row.Property(c => c.StepCount).IsConcurrencyToken();
            row.HasIndex(c => new { c.AgencyId, c.Year, c.Number }).IsUnique();
            row.HasIndex(c => new { c.MonitorId, c.ExternalId }).IsUnique();
            row.HasIndex(c => new { c.State, c.DueUtc });
            row.HasIndex(c => new { c.SectionId, c.State });
            row.HasIndex(c => new { c.AgencyId, c.FoundUtc });
            row.HasIndex(c => c.ResponseItemId);
        });
        model.Entity<ConcernStep>(row =>
        {
            row.ToTable("ConcernSteps").HasKey(s => new { s.ConcernId, s.Number });
            row.Property(s => s.ConcernId).HasMaxLength(26);
            row.Property(s => s.Kind).HasMaxLength(40);
            row.Property(s => s.ActorId).HasMaxLength(64);
        });
        model.Entity<ConcernFile>(row =>
        {
            row.ToTable("ConcernFiles").HasKey(f => f.Id);
            row.Property(f => f.Id).HasMaxLength(26);
            row.Property(f => f.ConcernId).HasMaxLength(26);
            row.Property(f => f.ContentType).HasMaxLength(200);
            row.HasIndex(f => f.ConcernId);
        });
    }
}
