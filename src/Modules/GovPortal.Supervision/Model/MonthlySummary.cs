using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Model;

/// <summary>
/// A month's summary (月度汇总, R70): drafted on the 20th or when somebody writes its words, frozen by the office with its figures as they
/// were then, signed by the deputy leader.
/// </summary>
public sealed class MonthlySummary
{
    public const int MaxWords = 4000;

    public required string AgencyId { get; init; }
    /// <summary>Year and month: 202611.</summary>
    public int Month { get; init; }
    /// <summary>What its clock runs for.</summary>
    public required string Id { get; init; }
    public DateTime DraftedUtc { get; init; }
    /// <summary>What the office says of the month; empty where nobody changed what the figures say by themselves.</summary>
    public string Words { get; set; } = "";
    /// <summary>JSON of <see cref="Rules.SummaryFigures"/>; empty while it is counted live.</summary>
    public string Figures { get; set; } = "";
    public string? FrozenBy { get; set; }
    public DateTime? FrozenUtc { get; set; }
    public string? SignedBy { get; set; }
    public DateTime? SignedUtc { get; set; }
    /// <summary>The sections see how they rank.</summary>
    public bool IsRankingShown { get; set; }
    /// <summary>The version that was drafted to disclose the ranking; null where none was.</summary>
    public string? RankingVersionId { get; set; }
    /// <summary><see cref="FrozenUtc"/> of the figures it shows.</summary>
    public DateTime? RankingOfUtc { get; set; }
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
            row.Property(s => s.Id).HasMaxLength(26).IsRequired();
            row.Property(s => s.FrozenBy).HasMaxLength(64);
            row.Property(s => s.SignedBy).HasMaxLength(64);
            row.Property(s => s.RankingVersionId).HasMaxLength(26);
            row.HasIndex(s => new { s.FrozenUtc, s.SignedUtc });
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
