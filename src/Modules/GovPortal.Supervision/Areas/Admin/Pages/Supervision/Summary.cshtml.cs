using System.Text;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
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
    public string? Type { get; set; }
    public string? Column { get; set; }
}

/// <summary>The month as it stands, or as it was frozen.</summary>
[ResponseCache(NoStore = true)]
public sealed class SummaryModel(ITexts texts, ReadSummary read, WriteSummary write, FreezeSummary freeze, SignSummary sign, ReturnNil nil, DraftRanking ranking, IPeople people, PortalStateReader state, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int ShownMonths = 24;
    internal const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    internal const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [FromQuery(Name = "month")] public int? Month { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }
    [BindProperty] public SummaryInput Input { get; set; } = new();

    public SummaryView View { get; private set; } = null!;
    public bool MayManage { get; private set; }
    public bool MaySign { get; private set; }
    /// <summary>Names of those who froze and signed it, by id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();
    /// <summary>Sections whose month the person may report as empty.</summary>
    public IReadOnlyList<string> MayReturnNil { get; private set; } = [];

    /// <summary>The office may draft what discloses the ranking.</summary>
    public bool MayDraftRanking { get; private set; }
    public RankingDraft? Drafted { get; private set; }
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];
    public IReadOnlyList<(string Id, string Title)> Columns { get; private set; } = [];

    public IEnumerable<SelectListItem> Months
    {
        get
        {
            var first = time.UtcNow().ToCivilDate();
            return Enumerable.Range(0, ShownMonths).Select(i => first.AddMonths(-i)).Select(d => new SelectListItem(T["{0}年{1}月", d.Year, d.Month], $"{ReadSummary.MonthOf(d)}"));
        }
    }

    private string Here => ReadSummary.Url(View.AgencyId, View.Month);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        Input.Words ??= View.Words;
        return Page();
    }

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Docx(Sheet), DocxType, Sheet.Title + ".docx");

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(SummaryPaper.Xlsx(Sheet), XlsxType, Sheet.Title + ".xlsx");

    public async Task<IActionResult> OnGetHtmlAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? File(Encoding.UTF8.GetBytes(SummaryPaper.Html(Sheet)), "text/html", Sheet.Title + ".html");

    private SummarySheet Sheet => new(View.Title, View.Words, View.Figures, View.Ranking, Signed);

    /// <summary>填报、审签 with names and days; empty before it is frozen.</summary>
    private string Signed => View.Frozen is not { FrozenBy: { } by, FrozenUtc: { } on } frozen ? "" :
        $"填报：{Names.GetValueOrDefault(by) ?? by}（{on.ToCivilDate():yyyy-MM-dd}）　　审签：{(frozen is { SignedBy: { } signer, SignedUtc: { } signed } ? $"{Names.GetValueOrDefault(signer) ?? signer}（{signed.ToCivilDate():yyyy-MM-dd}）" : "　　　　　　")}";

    public async Task<IActionResult> OnPostWordsAsync(string? what, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        var words = what == "anew" ? "" : PlainText.Of(Input.Words).Trim();
        return Done(await write.WordsAsync(View.AgencyId, View.Month, words, await current.GetAsync(), cancellation), what == "anew" ? T["已按最新数据重写。"] : T["已保存情况说明。"]);
    }

    public async Task<IActionResult> OnPostSignAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Done(await sign.HandleAsync(View.AgencyId, View.Month, await current.GetAsync(), cancellation), T["已审签。"]);
    }

    public async Task<IActionResult> OnPostRankingAsync(bool isShown, CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Done(await write.RankingAsync(View.AgencyId, View.Month, isShown, await current.GetAsync(), cancellation), isShown ? T["各科室现在可以看到排名。"] : T["排名不再向各科室显示。"]);
    }

    public async Task<IActionResult> OnPostDraftRankingAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        var drafted = await ranking.HandleAsync(View.AgencyId, View.Month, Input.Type, Input.Column, await current.GetAsync(), cancellation);
        return drafted.Has(Failure.NotAllowed) ? Forbid() : Finish(drafted, T["草稿已生成，请编辑后提交审查。"], drafted.Succeeded ? "/Admin/Content/Edit/" + drafted.Value.ContentItemId : Here, "Input");
    }

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
        MaySign = View.Frozen is { SignedUtc: null } frozen && frozen.FrozenBy != actor.UserId && actor.Can(SupervisionPermissions.Sign, View.AgencyId);
        Drafted = await DraftRanking.FindAsync(db, View.Kept, cancellation);
        MayDraftRanking = MayManage && View is { Frozen.SignedUtc: not null, Ranking.Count: > 0 } && Drafted is not { IsCurrent: true };
        if (MayDraftRanking)
        {
            var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
            Columns = [.. organisation.Columns.Where(c => c.AgencyId == View.AgencyId && !c.IsGroup && !c.IsClosed && organisation.IsPublic(c)).Select(c => (c.Id, organisation.FullTitle(c)))];
            Types = [.. state.Current.Definitions.Types.Where(Disclosure.IsText)];
        }
        if (View.Frozen is { } kept) Names = await people.NamesAsync(db, new[] { kept.FrozenBy, kept.SignedBy }.OfType<string>().Distinct(), cancellation);
        return null;
    }
}
