using System.Text;
using GovPortal.AdminUi.PageModels;
using GovPortal.AdminUi.TagHelpers;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

/// <summary>A quarter or a year in its months.</summary>
[ResponseCache(NoStore = true)]
public sealed class PeriodModel(ITexts texts, ReadPeriod read, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownYears = 5;

    [FromQuery(Name = "year")] public int? Year { get; set; }
    [FromQuery(Name = "quarter")] public int? Quarter { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }

    public PeriodView View { get; private set; } = null!;

    public IEnumerable<int> Years => Enumerable.Range(0, ShownYears).Select(i => time.UtcNow().ToCivilDate().Year - i).Where(y => y >= ReadSummary.FirstMonth / 100);

    public IReadOnlyList<string> Labels => [.. View.Months.Select(m => T["{0}月", m.Month % 100])];

    public IReadOnlyList<ChartSeries> Published =>
    [
        new(T["按时"], "success", [.. View.Months.Select(m => (decimal?)m.Total.OnTime)]), new(T["超时"], "danger", [.. View.Months.Select(m => (decimal?)m.Total.Late)]),
        new(T["没有时限"], "neutral", [.. View.Months.Select(m => (decimal?)(m.Total.Published - m.Total.OnTime - m.Total.Late))]),
    ];

    public IReadOnlyList<ChartSeries> Problems => [new(T["新发现问题"], "warning", [.. View.Months.Select(m => (decimal?)m.Total.Found)]), new(T["已消除"], "success", [.. View.Months.Select(m => (decimal?)m.Total.Gone)])];

    public IReadOnlyList<ChartSeries> Scores => [new(T["得分"], "info", [.. View.Months.Select(m => m.Score)])];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Docx(Sheet), SummaryModel.DocxType, Sheet.Title + ".docx");

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Xlsx(Sheet), SummaryModel.XlsxType, Sheet.Title + ".xlsx");

    public async Task<IActionResult> OnGetHtmlAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(Encoding.UTF8.GetBytes(SummaryPaper.Html(Sheet)), "text/html", Sheet.Title + ".html");

    private SummarySheet Sheet => new(View.Title, "", View.Figures, View.Ranking, "");

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var view = await read.HandleAsync(AgencyId is { Length: > 0 } id ? id : null, Year, Quarter, await current.GetAsync(), cancellation);
        if (view.Has(Failure.NotAllowed)) return Forbid();
        if (!view.Succeeded) return NotFound();
        View = view.Value;
        return null;
    }
}
