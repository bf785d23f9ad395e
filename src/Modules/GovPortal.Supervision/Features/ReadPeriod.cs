using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <param name="Quarter">From 1 to 4; null for the whole year.</param>
/// <param name="Months">Those that have begun, in order.</param>
/// <param name="Open">Months that are not frozen: their figures still change.</param>
/// <param name="Ranking">Null where it is not for whoever asks.</param>
public sealed record PeriodView(
    string AgencyId, string AgencyName, int Year, int? Quarter, IReadOnlyList<SummaryFigures> Months, SummaryFigures Figures, IReadOnlyList<int> Open, IReadOnlyList<RankedSection>? Ranking, IReadOnlyList<Agency> Choices)
{
    public string Title => $"{AgencyName}{Year}年{(Quarter is { } q ? $"第{"一二三四"[q - 1]}季度" : "")}政务公开情况汇总";
}

/// <summary>
/// A quarter or a year as the sum of its months (季度汇总, 年度汇总): frozen months as they were frozen, the others as they stand. Failures:
/// <c>access.not-allowed</c>, <c>summary.month</c>.
/// </summary>
public sealed class ReadPeriod(IDbContextFactory<PortalDbContext> contexts, ReadSummary read, TimeProvider time)
{
    public async Task<Result<PeriodView>> HandleAsync(string? agencyId, int? year, int? quarter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var choices = await ReadSummary.ChoicesAsync(db, actor, cancellation);
        if (choices.FirstOrDefault(a => agencyId is null || a.Id == agencyId) is not { } agency) return Failure.Of(Failure.NotAllowed);
        var now = time.UtcNow();
        var asked = year ?? now.ToCivilDate().Year;
        if (quarter is < 1 or > 4 || asked is < 1 or > 9999) return Failure.At("month", "summary.month", ReadSummary.FirstMonth, ReadSummary.MonthOf(now.ToCivilDate()));
        var (first, last) = quarter is { } q ? ((q * 3) - 2, q * 3) : (1, 12);
        var months = Enumerable.Range(first, last - first + 1).Select(m => (asked * 100) + m).Where(m => ReadSummary.CheckMonth(m, now) is null).ToList();
        if (months.Count == 0) return Failure.At("month", "summary.month", ReadSummary.FirstMonth, ReadSummary.MonthOf(now.ToCivilDate()));

        var (start, end) = (months[0], months[^1]);
        var kept = await db.Set<MonthlySummary>().AsNoTracking().Where(s => s.AgencyId == agency.Id && s.Month >= start && s.Month <= end && s.FrozenUtc != null).ToDictionaryAsync(s => s.Month, cancellation);
        var figures = new List<SummaryFigures>();
        foreach (var month in months) figures.Add(kept.TryGetValue(month, out var frozen) ? JsonSerializer.Deserialize<SummaryFigures>(frozen.Figures, ReadSummary.Json)! : await read.CountAsync(db, agency.Id, month, cancellation));
        var whole = SummaryFigures.Of(figures);
        var ranking = ReadSummary.MaySeeRanking(actor, agency.Id, kept.GetValueOrDefault(end)) ? SectionRanking.Of(whole.Sections) : null;
        return new PeriodView(agency.Id, agency.Name, asked, quarter, figures, whole, [.. months.Where(m => !kept.ContainsKey(m))], ranking, choices);
    }
}
