using GovPortal.Kernel.Data;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>行政复议 or 行政诉讼 about a case (table 四 of the annual report).</summary>
public sealed class RequestContest
{
    public const int MaxWords = 200;

    public required string Id { get; init; }
    public required string RequestId { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>A code of <see cref="Contests.Kinds"/>.</summary>
    public required string Kind { get; init; }
    public DateOnly FiledOn { get; init; }
    /// <summary>Who decides: 复议机关 or 法院, with the number of the case there. Encrypted.</summary>
    public required string Where { get; init; }
    public required string EnteredBy { get; init; }
    /// <summary>A code of <see cref="Contests.Results"/>; null while it is pending.</summary>
    public string? Result { get; set; }
    public DateOnly? DecidedOn { get; set; }
    /// <summary>Encrypted.</summary>
    public string? Note { get; set; }
    /// <summary>Entered by mistake; counted nowhere.</summary>
    public DateTime? TakenBackUtc { get; set; }
}

/// <summary>
/// A correction of a counted figure, beside it and with its reason; never changed, only taken back. The figure counted stays to be seen.
/// </summary>
public sealed class AnnualChange
{
    public const int MaxReason = 500;
    public const decimal Most = 10_000_000m;

    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public int Year { get; init; }
    /// <summary>A cell of <see cref="AnnualCells"/>.</summary>
    public required string Cell { get; init; }
    /// <summary>What is added; negative where it is less.</summary>
    public decimal Delta { get; init; }
    public required string Reason { get; init; }
    public required string MadeBy { get; init; }
    public DateTime MadeUtc { get; init; }
    public string? TakenBackBy { get; set; }
    public DateTime? TakenBackUtc { get; set; }
}

/// <summary>The report that was written from a year's figures, with the figures as they were then.</summary>
public sealed class AnnualReportMade
{
    public required string AgencyId { get; init; }
    public int Year { get; init; }
    /// <summary>Over all agencies that its maker answers for, in the name of this one.</summary>
    public bool IsWhole { get; init; }
    public required string ContentItemId { get; set; }
    /// <summary>JSON object: agencies counted (<c>agencies</c>) and cells that are not 0 (<c>cells</c>).</summary>
    public required string Figures { get; set; }
    public required string MadeBy { get; set; }
    public DateTime MadeUtc { get; set; }
}

internal sealed class AnnualReportModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RequestContest>(row =>
        {
            row.ToTable("RequestContests").HasKey(c => c.Id);
            row.Property(c => c.Id).HasMaxLength(26);
            row.Property(c => c.RequestId).HasMaxLength(26);
            row.Property(c => c.AgencyId).HasMaxLength(64);
            row.Property(c => c.Kind).HasMaxLength(20);
            row.Property(c => c.EnteredBy).HasMaxLength(64);
            row.Property(c => c.Result).HasMaxLength(20);
            row.HasIndex(c => c.RequestId);
            row.HasIndex(c => new { c.AgencyId, c.FiledOn });
        });
        model.Entity<AnnualChange>(row =>
        {
            row.ToTable("AnnualChanges").HasKey(c => c.Id);
            row.Property(c => c.Id).HasMaxLength(26);
            row.Property(c => c.AgencyId).HasMaxLength(64);
            row.Property(c => c.Cell).HasMaxLength(60);
            row.Property(c => c.Delta).HasPrecision(18, 2);
            row.Property(c => c.Reason).HasMaxLength(AnnualChange.MaxReason);
            row.Property(c => c.MadeBy).HasMaxLength(64);
            row.Property(c => c.TakenBackBy).HasMaxLength(64);
            row.HasIndex(c => new { c.AgencyId, c.Year });
        });
        model.Entity<AnnualReportMade>(row =>
        {
            row.ToTable("AnnualReportsMade").HasKey(r => new { r.AgencyId, r.Year, r.IsWhole });
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.ContentItemId).HasMaxLength(26);
            row.Property(r => r.MadeBy).HasMaxLength(64);
            row.HasIndex(r => r.ContentItemId);
        });
    }
}
