using GovPortal.AdminUi.PageModels;
using GovPortal.AdminUi.TagHelpers;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

/// <summary>What the dashboard and the wall screen draw.</summary>
public abstract class DashboardPageModel(ITexts texts, ReadDashboard read, CurrentActor current) : AdminPageModel(texts)
{
    private static readonly string[] LineTones = ["info", "warning", "success", "danger", "neutral"];

    public Dashboard View { get; private set; } = null!;

    private protected async Task<IActionResult> ShowAsync(bool withMine, CancellationToken cancellation)
    {
        var result = await read.HandleAsync(await current.GetAsync(), withMine, cancellation);
        if (!result.Succeeded) return Forbid();
        View = result.Value;
        // A screen on the wall is of supervision alone.
        return withMine || View.Supervises ? Page() : Forbid();
    }

    public int Problems => View.Lines.Sum(l => l.Problems.Values.Sum());
    public int Orders => View.Lines.Sum(l => l.OpenOrders);
    public int LateOrders => View.Lines.Sum(l => l.LateOrders);
    public decimal? Score => View.Trend is [{ Scores: [.., var last] }, ..] ? last.Score : null;

    /// <summary>Sections with problems; the others have nothing to draw.</summary>
    public IReadOnlyList<GlanceLine> Broken => [.. View.Lines.Where(l => l.Problems.Values.Sum() > 0).OrderByDescending(l => l.Problems.Values.Sum())];

    public IReadOnlyList<ChartSeries> BrokenSeries => [.. RuleGroups.All.Zip((string[])["warning", "info", "danger", "neutral", "success"])
        .Select(g => new ChartSeries(T[g.First], g.Second, [.. Broken.Select(l => (decimal?)l.Problems.GetValueOrDefault(g.First))])).Where(s => s.Values.Any(v => v > 0))];

    public IReadOnlyList<ChartSeries> MonthSeries =>
    [
        new(T["按时"], "success", [.. View.Months.Select(m => (decimal?)m.OnTime)]), new(T["超时"], "danger", [.. View.Months.Select(m => (decimal?)m.Late)]),
        new(T["没有时限"], "neutral", [.. View.Months.Select(m => (decimal?)m.Other)]),
    ];

    public IReadOnlyList<ChartSeries> DaySeries => [new(T["到期"], "info", [.. View.Days.Select(d => (decimal?)d.Count)])];

    public IReadOnlyList<DateOnly> TrendDays => [.. View.Trend.SelectMany(t => t.Scores).Select(s => s.Day).Distinct().Order()];

    public IReadOnlyList<ChartSeries> TrendSeries => [.. View.Trend.Select((t, i) => new ChartSeries(t.Name, LineTones[i % LineTones.Length], [.. TrendDays.Select(d => t.Scores.FirstOrDefault(s => s.Day == d)?.Score)]))];

    public IReadOnlyList<string> DayLabels => [.. View.Days.Select(d => $"{d.Day:MM-dd}")];
    public IReadOnlyList<string> TrendLabels => [.. TrendDays.Select(d => $"{d:MM-dd}")];
    public IReadOnlyList<string> MonthLabels => [.. View.Months.Select(m => $"{m.Month / 100 % 100:00}-{m.Month % 100:00}")];
}

/// <summary>The dashboard of whoever looks: the office, a section, the leader, the publisher.</summary>
[ResponseCache(NoStore = true)]
public sealed class DashboardModel(ITexts texts, ReadDashboard read, CurrentActor current) : DashboardPageModel(texts, read, current)
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(withMine: true, cancellation);
}

/// <summary>A screen on the wall: nothing to click, nothing personal, brought up to date by itself.</summary>
[ResponseCache(NoStore = true)]
public sealed class WallModel(ITexts texts, ReadDashboard read, CurrentActor current) : DashboardPageModel(texts, read, current)
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(withMine: false, cancellation);
}
