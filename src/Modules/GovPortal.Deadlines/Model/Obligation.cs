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
        obligation.HasIndex(o => new { o.Kind, o.CancelledUtc, o.MetUtc, o.DueUtc });
        obligation.HasIndex(o => new { o.SectionId, o.DueUtc });
    });
}
