using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Search.Areas.Admin.Pages.Search;

/// <summary>What was asked, and what found nothing.</summary>
public sealed class ReportModel(ITexts texts, CurrentActor current, ShowSearchReport show, TimeProvider time) : AdminPageModel(texts)
{
    public static IReadOnlyList<int> Choices { get; } = [7, 30, 90, 365];

    public SearchReport Report { get; private set; } = null!;

    public IReadOnlyList<(string Title, string Lead, IReadOnlyList<AskedCount> Rows)> Tables =>
    [
        ("没有搜到的", "可以补一组同义词，或把合适的信息置顶。", Report.MostWithout),
        ("搜得最多的", "", Report.MostAsked),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation, int days = 30)
    {
        var shown = await show.HandleAsync(days, await current.GetAsync(), cancellation);
        if (!shown.Succeeded) return Forbid();
        Report = shown.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostCsvAsync(CancellationToken cancellation, int days = 30)
    {
        var csv = await show.CsvAsync(days, await current.GetAsync(), cancellation);
        return csv.Succeeded ? File(csv.Value, "text/csv; charset=utf-8", $"{T["搜索统计"]} {time.UtcNow().ToCivilDate():yyyy-MM-dd}.csv") : Forbid();
    }
}
