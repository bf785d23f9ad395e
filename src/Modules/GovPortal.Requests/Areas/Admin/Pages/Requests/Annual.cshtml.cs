using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The figures of the annual report that come from the cases; each leads to the cases it counts.</summary>
[ResponseCache(NoStore = true)]
public sealed class AnnualModel(ITexts texts, ReadAnnualTable read, ListFigure listFigure, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownYears = 10;
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "year")] public int? Year { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }
    [FromQuery(Name = "figure")] public string? Figure { get; set; }

    public AnnualTableView View { get; private set; } = null!;
    public RequestList? Cases { get; private set; }

    public IEnumerable<SelectListItem> Years
    {
        get
        {
            var present = GovPortal.Kernel.Data.Instants.ToCivilDate(time.GetUtcNow().UtcDateTime).Year;
            return Enumerable.Range(0, ShownYears).Select(i => new SelectListItem(T["{0}年", present - i], $"{present - i}"));
        }
    }

    public IEnumerable<SelectListItem> Agencies => View.Choices.Select(a => new SelectListItem(a.Name, a.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (Figure is not { Length: > 0 }) return Page();
        var cases = await listFigure.HandleAsync(View.AgencyIds, View.Year, Figure, Query, await current.GetAsync(), cancellation);
        if (cases.Succeeded) Cases = cases.Value;
        return cases.Succeeded ? Page() : NotFound();
    }

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(AnnualSheets.Docx(View), DocxType, T["政府信息公开年度报告表三（{0}年）.docx", View.Year]);

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(AnnualSheets.Xlsx(View), XlsxType, T["政府信息公开年度报告表三（{0}年）.xlsx", View.Year]);

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var view = await read.HandleAsync(AgencyId is { Length: > 0 } id ? id : null, Year, await current.GetAsync(), cancellation);
        if (view.Has(Failure.NotAllowed)) return Forbid();
        if (!view.Succeeded) return NotFound();
        View = view.Value;
        return null;
    }
}
