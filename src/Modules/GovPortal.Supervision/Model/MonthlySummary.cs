using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Model;

/// <summary>A month's summary (月度汇总, R70) once the office froze it: the figures as they were then, and who signed.</summary>
public sealed class MonthlySummary
{
    public const int MaxWords = 4000;

    public required string AgencyId { get; init; }
    /// <summary>Year and month: 202611.</summary>
    public int Month { get; init; }
    /// <summary>JSON of <see cref="Rules.SummaryFigures"/>.</summary>
    public required string Figures { get; set; }
    /// <summary>What the office says of the month.</summary>
    public required string Words { get; set; }
    public required string FrozenBy { get; set; }
    public DateTime FrozenUtc { get; set; }
}

/// <summary>零报告: a section says that a month had nothing to disclose.</summary>
public sealed class NilReturn
{
    public required string AgencyId { get; init; }
    public int Month { get; init; }
    public required string SectionId { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }
}

internal sealed class SummaryModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<MonthlySummary>(row =>
        {
            row.ToTable("MonthlySummaries").HasKey(s => new { s.AgencyId, s.Month });
            row.Property(s => s.AgencyId).HasMaxLength(64);
            row.Property(s => s.Words).HasMaxLength(MonthlySummary.MaxWords);
            row.Property(s => s.FrozenBy).HasMaxLength(64);
        });
        model.Entity<NilReturn>(row =>
        {
            row.ToTable("NilReturns").HasKey(n => new { n.AgencyId, n.Month, n.SectionId });
            row.Property(n => n.AgencyId).HasMaxLength(64);
            row.Property(n => n.SectionId).HasMaxLength(64);
            row.Property(n => n.ActorId).HasMaxLength(64);
        });
    }
}
