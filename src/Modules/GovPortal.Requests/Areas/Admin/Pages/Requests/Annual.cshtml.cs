using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

public sealed class AnnualInput
{
    public string? Cell { get; set; }
    public decimal? Delta { get; set; }
    public string? Reason { get; set; }
    public string? ColumnId { get; set; }
    public string? SectionId { get; set; }
}

/// <summary>The figures of the annual report; each leads to what it counts, may be corrected beside it, and goes into the report.</summary>
[ResponseCache(NoStore = true)]
public sealed class AnnualModel(
    ITexts texts, ReadAnnualTable read, ListFigure listFigure, ChangeFigure change, MakeAnnualReport make, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownYears = 10;
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "year")] public int? Year { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }
    [FromQuery(Name = "figure")] public string? Figure { get; set; }
    [BindProperty] public AnnualInput Input { get; set; } = new();

    public AnnualTableView View { get; private set; } = null!;
    public AnnualFacts Facts { get; private set; } = null!;
    public FigureList? Behind { get; private set; }
    public IReadOnlyList<ChangeEntry> Changes { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public (AnnualReportMade Made, VersionState State, string Html)? Report { get; private set; }
    public int PresentYear => time.UtcNow().ToCivilDate().Year;

    /// <summary>Several agencies counted together; corrections are one agency's.</summary>
    public bool IsWhole => View.AgencyIds.Count > 1;
    /// <summary>In whose name the report is.</summary>
    public string Lead => View.AgencyIds[0];
    public bool MayChange { get; private set; }

    public IEnumerable<SelectListItem> Years => Enumerable.Range(0, ShownYears).Select(i => new SelectListItem(T["{0}年", PresentYear - i], $"{PresentYear - i}"));
    public IEnumerable<SelectListItem> Agencies => View.Choices.Select(a => new SelectListItem(a.Name, a.Id));
    public IEnumerable<SelectListItem> Columns => Organisation.Columns.Where(c => c.AgencyId == Lead && !c.IsGroup && !c.IsClosed).Select(c => new SelectListItem(Organisation.FullTitle(c), c.Id));
    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Where(s => s.AgencyId == Lead).Select(s => new SelectListItem(s.Name, s.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(AnnualSheets.Docx(Facts, Html), DocxType, T["政府信息公开工作年度报告（{0}年）.docx", View.Year]);

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(AnnualSheets.Xlsx(View), XlsxType, T["政府信息公开工作年度报告数据（{0}年）.xlsx", View.Year]);

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(AnnualSheets.JsonOf(View), "application/json", T["政府信息公开工作年度报告数据（{0}年）.json", View.Year]);

    public async Task<IActionResult> OnGetHtmlAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ?? File(System.Text.Encoding.UTF8.GetBytes(ReportHtml.Page(AnnualText.Title(View.AgencyNames, View.Year), Html)), "text/html; charset=utf-8", T["政府信息公开工作年度报告（{0}年）.html", View.Year]);

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (IsWhole) return BadRequest();
        var result = await change.HandleAsync(Lead, View.Year, Input.Cell, Input.Delta, PlainText.Of(Input.Reason).Trim(), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        return Finish(result, T["已调整，原计数仍然可见。"], Here, "Input");
    }

    public async Task<IActionResult> OnPostTakeBackAsync(string? id, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        var result = await change.TakeBackAsync(id, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        return Finish(result, T["已撤销这项调整。"], Here);
    }

    public async Task<IActionResult> OnPostReportAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        var result = await make.HandleAsync(Lead, IsWhole, View.Year, Input.ColumnId, Input.SectionId, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(Result.Refused(result.Failures), "Input");
            return Page();
        }
        Flash(Report is null ? T["年度报告草稿已生成，请补充文字后提交审查。"] : T["表格已按最新数据更新，文字中的数字请一并核对。"]);
        return LocalRedirect("/Admin/Content/Item/" + result.Value.ContentItemId);
    }

    private string Here => $"/Admin/Requests/Annual?year={View.Year}" + (AgencyId is { Length: > 0 } id ? "&agency=" + Uri.EscapeDataString(id) : "");

    /// <summary>As its editors have it, else as it would be written now.</summary>
    private string Html => Report?.Html ?? AnnualText.Html(AnnualText.Of(Facts));

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var view = await read.HandleAsync(AgencyId is { Length: > 0 } id ? id : null, Year, actor, cancellation);
        if (view.Has(Failure.NotAllowed)) return Forbid();
        if (!view.Succeeded) return NotFound();
        View = view.Value;
        MayChange = actor.Can(RequestPermissions.Dispatch, Lead);
        (Facts, Changes) = (await make.FactsAsync(View, cancellation), await change.OfAsync(View.AgencyIds, View.Year, cancellation));
        (Organisation, Report) = (await OrganisationSnapshot.LoadAsync(db, cancellation), await make.MadeAsync(Lead, IsWhole, View.Year, cancellation));
        Input.ColumnId ??= Organisation.Columns.FirstOrDefault(c => c.AgencyId == Lead && !c.IsGroup && c.Title.Contains("年度报告", StringComparison.Ordinal))?.Id;
        Input.SectionId ??= Organisation.Column(Input.ColumnId)?.SectionId;
        if (Figure is not { Length: > 0 }) return null;
        var behind = await listFigure.HandleAsync(View.AgencyIds, View.Year, Figure, Query, actor, cancellation);
        if (behind.Succeeded) Behind = behind.Value;
        return behind.Succeeded ? null : NotFound();
    }
}
