using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Model;

/// <summary>
/// A clock that runs, ran or was cancelled: a record of fact. Its title is the subject's own; its status is computed.
/// </summary>
public sealed class Obligation
{
    public required string Id { get; init; }
    /// <summary>Id of the content item or case.</summary>
    public required string SubjectId { get; init; }
    /// <summary>The version that asked for it last.</summary>
    public string? VersionId { get; set; }
    public required string AgencyId { get; set; }
    public string? ColumnId { get; set; }
    public string? SectionId { get; set; }
    public required string Kind { get; init; }
    /// <summary>The rule in the notation of the contract.</summary>
    public required string Rule { get; init; }
    /// <summary>Day 0, in Asia/Shanghai.</summary>
    public DateOnly FromDate { get; init; }
    /// <summary>The instant of the start, for rules in hours.</summary>
    public DateTime? FromUtc { get; init; }
    public DateTime DueUtc { get; set; }
    /// <summary>暂定: depends on a year whose holidays were not announced.</summary>
    public bool Provisional { get; set; }
    /// <summary>The legal basis, in Chinese.</summary>
    public required string Basis { get; set; }
    /// <summary>Version of the working calendar that gave <see cref="DueUtc"/>.</summary>
    public required string CalendarVersion { get; set; }
    public DateTime OpenedUtc { get; init; }
    public DateTime? MetUtc { get; set; }
    public DateTime? CancelledUtc { get; set; }
    /// <summary>Since when it stands still; null while it runs.</summary>
    public DateTime? PausedUtc { get; set; }
    /// <summary>How many rows of <see cref="ObligationChange"/> it has; the next one's number less one.</summary>
    public int ChangeCount { get; set; }
    /// <summary>When the log is next to be told of it (approaching, breached); null where nothing more is to be told.</summary>
    public DateTime? NextSignalUtc { get; set; }
    /// <summary>When its breach was given a reason (R77).</summary>
    public DateTime? ExplainedUtc { get; set; }
    public string? Explanation { get; set; }

    internal bool IsOpen => MetUtc is null && CancelledUtc is null;

    /// <summary>Missed: met late, or run out while it was not standing still.</summary>
    internal bool IsBreached(DateTime nowUtc) =>
        MetUtc is { } met ? met > DueUtc : CancelledUtc is null && DueUtc < nowUtc && (PausedUtc is not { } paused || DueUtc < paused);
}

/// <summary>What was done to a clock, in order; the due instant follows from these. Never changed or removed.</summary>
public sealed class ObligationChange
{
    public required string ObligationId { get; init; }
    /// <summary>1, 2, 3 … for each clock.</summary>
    public int Number { get; init; }
    public ClockChangeKind Kind { get; init; }
    /// <summary>The civil day it takes effect; the new day 0 of a restart.</summary>
    public DateOnly OnDate { get; init; }
    /// <summary>In the unit of the rule, for an extension; else 0.</summary>
    public int Amount { get; init; }
    public required string Why { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }

    internal ClockChange Fact => new(Kind, OnDate, Amount, Why);
}

/// <summary>What the log was told of a clock; unique, so that each is told once for a due instant.</summary>
public sealed class ObligationSignal
{
    public required string ObligationId { get; init; }
    /// <summary><c>approaching</c> or <c>breached</c>.</summary>
    public required string Signal { get; init; }
    public DateTime DueUtc { get; init; }
    public DateTime SentUtc { get; init; }
    /// <summary>The sweep that told it.</summary>
    public required string SweepId { get; init; }
}

internal sealed class ObligationModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<Obligation>(obligation =>
    {
        obligation.ToTable("Obligations").HasKey(o => o.Id);
        obligation.Property(o => o.Id).HasMaxLength(26);
        obligation.Property(o => o.SubjectId).HasMaxLength(64);
        obligation.Property(o => o.VersionId).HasMaxLength(26);
        obligation.Property(o => o.AgencyId).HasMaxLength(64);
        obligation.Property(o => o.ColumnId).HasMaxLength(64);
        obligation.Property(o => o.SectionId).HasMaxLength(64);
        obligation.Property(o => o.Kind).HasMaxLength(40);
        obligation.Property(o => o.Rule).HasMaxLength(20);
        obligation.Property(o => o.CalendarVersion).HasMaxLength(16);
        // A clock is started once, whoever asks how often.
        obligation.HasIndex(o => new { o.SubjectId, o.Kind, o.Rule, o.FromDate }).IsUnique();
        // The board's lists and counts: what is open comes first in each.
        obligation.HasIndex(o => new { o.CancelledUtc, o.MetUtc, o.DueUtc, o.Id });
        obligation.HasIndex(o => new { o.Kind, o.CancelledUtc, o.MetUtc, o.DueUtc });
        obligation.HasIndex(o => new { o.SectionId, o.CancelledUtc, o.MetUtc, o.DueUtc, o.Id });
        obligation.HasIndex(o => new { o.ColumnId, o.CancelledUtc, o.MetUtc, o.DueUtc, o.Id });
        obligation.HasIndex(o => o.NextSignalUtc);
        Changes(model);
    });

    private static void Changes(ModelBuilder model)
    {
        model.Entity<ObligationChange>(change =>
        {
            change.ToTable("ObligationChanges").HasKey(c => new { c.ObligationId, c.Number });
            change.Property(c => c.ObligationId).HasMaxLength(26);
            change.Property(c => c.Kind).HasMaxLength(20);
            change.Property(c => c.ActorId).HasMaxLength(64);
        });
        model.Entity<ObligationSignal>(signal =>
        {
            signal.ToTable("ObligationSignals").HasKey(s => new { s.ObligationId, s.Signal, s.DueUtc });
            signal.Property(s => s.ObligationId).HasMaxLength(26);
            signal.Property(s => s.Signal).HasMaxLength(20);
            signal.Property(s => s.SweepId).HasMaxLength(26);
            signal.HasIndex(s => s.SweepId);
        });
    }
}
