using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Supervision.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

public sealed class SummaryInput
{
    public string? Words { get; set; }
    public string? Reason { get; set; }
}

/// <summary>The month as it stands, or as it was frozen.</summary>
[ResponseCache(NoStore = true)]
public sealed class SummaryModel(ITexts texts, ReadSummary read, FreezeSummary freeze, ReturnNil nil, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownMonths = 24;
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [FromQuery(Name = "month")] public int? Month { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }
    [BindProperty] public SummaryInput Input { get; set; } = new();

    public SummaryView View { get; private set; } = null!;
    public bool MayManage { get; private set; }
    public string? FrozenBy { get; private set; }
    /// <summary>Sections whose month the person may report as empty.</summary>
    public IReadOnlyList<string> MayReturnNil { get; private set; } = [];

    public IEnumerable<SelectListItem> Months
    {
        get
        {
            var first = time.UtcNow().ToCivilDate();
            return Enumerable.Range(0, ShownMonths).Select(i => first.AddMonths(-i)).Select(d => new SelectListItem(T["{0}年{1}月", d.Year, d.Month], $"{ReadSummary.MonthOf(d)}"));
        }
    }

    private string Here => $"/Admin/Supervision/Summary?month={View.Month}&agency={Uri.EscapeDataString(View.AgencyId)}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Docx(View), DocxType, SummaryPaper.Title(View) + ".docx");

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Xlsx(View), XlsxType, SummaryPaper.Title(View) + ".xlsx");

    public async Task<IActionResult> OnPostFreezeAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Done(await freeze.HandleAsync(View.AgencyId, View.Month, PlainText.Of(Input.Words).Trim(), await current.GetAsync(), cancellation), T["已定稿。"]);
    }

    public async Task<IActionResult> OnPostReopenAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Done(await freeze.ReopenAsync(View.AgencyId, View.Month, PlainText.Of(Input.Reason).Trim(), await current.GetAsync(), cancellation), T["已重新打开，按实时数据计算。"]);
    }

    public async Task<IActionResult> OnPostNilAsync(string? section, bool isNil, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Done(await nil.HandleAsync(View.AgencyId, section ?? "", View.Month, isNil, await current.GetAsync(), cancellation), isNil ? T["已零报告。"] : T["已撤销零报告。"]);
    }

    private IActionResult Done(Result result, string done) => result.Has(Failure.NotAllowed) ? Forbid() : Finish(result, done, Here, "Input");

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var view = await read.HandleAsync(AgencyId is { Length: > 0 } id ? id : null, Month, actor, cancellation);
        if (view.Has(Failure.NotAllowed)) return Forbid();
        if (!view.Succeeded) return NotFound();
        View = view.Value;
        MayManage = actor.Can(SupervisionPermissions.Manage, View.AgencyId);
        MayReturnNil = View.Frozen is null ? [.. View.Figures.Sections.Where(s => s.SectionId.Length > 0 && ContentAccess.Holds(actor, SupervisionPermissions.Answer, View.AgencyId, s.SectionId)).Select(s => s.SectionId)] : [];
        if (View.Frozen is { } frozen) FrozenBy = (await people.NamesAsync(db, [frozen.FrozenBy], cancellation)).GetValueOrDefault(frozen.FrozenBy) ?? frozen.FrozenBy;
        return null;
    }
}
