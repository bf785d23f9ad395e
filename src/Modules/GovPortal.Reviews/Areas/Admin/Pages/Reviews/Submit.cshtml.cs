using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Areas.Admin.Pages.Routes;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>The author completes the review form and submits: one step, so that nothing is reviewed without a form.</summary>
public sealed class SubmitModel(
    ITexts texts, VersionLoader loader, SubmitVersion submit, ScreenVersion screen, MaskDraft mask, IPeople people, PortalDbContext db, CurrentActor current) : AdminPageModel(texts), IFormPage
{
    [BindProperty] public FormFields Form { get; set; } = new();
    [BindProperty] public int? Revision { get; set; }
    [BindProperty] public string? UrgentReviewer { get; set; }
    [BindProperty] public string? UrgentReason { get; set; }

    public VersionInHand InHand { get; private set; } = null!;
    public ReviewRoute Route { get; private set; } = null!;
    public IReadOnlyList<Failure> Missing { get; private set; } = [];
    public IReadOnlyList<VersionFinding> Findings { get; private set; } = [];
    public bool IsBlocked => Findings.Any(f => f.Severity == Severity.Blocking);
    public bool CanMask => Findings.Any(f => f.Severity != Severity.Harmless && MaskableKinds.Contains(f.Kind));
    private static readonly HashSet<string> MaskableKinds = [.. FindingKinds.Personal.Select(FindingKinds.Code)];
    public bool IsUrgent => InHand.Disclosure.Urgency == Urgency.Urgent;
    public IReadOnlyList<SelectListItem> Reviewers { get; private set; } = [];
    private IReadOnlyDictionary<string, string> _roles = new Dictionary<string, string>();

    public string Words(RouteStep step) => RouteWords.Of(T, step, _roles);

    public async Task<IActionResult> OnGetAsync(string versionId, CancellationToken cancellation)
    {
        if (await LoadAsync(versionId, cancellation) is { } refused) return refused;
        await PrefillAsync(cancellation);
        Revision = InHand.Item.Revision;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string versionId, [FromForm(Name = "do")] string? what, [FromForm(Name = "StripMetadata")] bool strip, CancellationToken cancellation)
    {
        if (what == "mask") return await MaskAsync(versionId, strip, cancellation);
        if (await LoadAsync(versionId, cancellation) is { } refused) return refused;
        var urgent = IsUrgent && UrgentReviewer is { Length: > 0 } reviewer ? new UrgentSubmission(reviewer, UrgentReason ?? "") : null;
        var result = await submit.HandleAsync(new SubmitVersionCommand(versionId, Form.ToInput(), Revision, urgent), await current.GetAsync(), cancellation);
        return Finish(result, T["已提交审查。内容已冻结，如需修改请先撤回。"], $"/Admin/Content/Item/{InHand.Item.Id}");
    }

    private async Task<IActionResult> MaskAsync(string versionId, bool strip, CancellationToken cancellation)
    {
        var masked = await mask.HandleAsync(new MaskDraftCommand(versionId, strip), await current.GetAsync(), cancellation);
        if (masked.Has(Failure.NotAllowed)) return Forbid();
        if (!masked.Succeeded) FlashError(masked);
        else if (masked.Value.Left.Count > 0) FlashError(string.Join('\n', masked.Value.Left.Select(l => $"{l.FileName}：{T.Of(l.Why)}")));
        else Flash(masked.Value.Files == 0 ? T["已打码，请核对正文后提交。"] : T["已打码，{0} 个附件已换成打码后的文件，请核对后提交。", masked.Value.Files]);
        return LocalRedirect($"/Admin/Reviews/Submit/{versionId}");
    }

    private async Task<IActionResult?> LoadAsync(string versionId, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (await loader.FindAsync(db, versionId, cancellation) is not { } v || !ContentAccess.CanRead(actor, v.Version)) return NotFound();
        if (!actor.Can(Permissions.ContentSubmit, v.Version.AgencyId, v.Version.SectionId)) return Forbid();
        if (v.Version.State != VersionState.Draft) return LocalRedirect($"/Admin/Content/Item/{v.Item.Id}");
        InHand = v;
        Missing = await submit.MissingAsync(db, v, cancellation);
        Findings = await screen.AndKeepAsync(db, v, cancellation);
        Route = await ReviewRoute.ForAsync(db, v.Column?.RouteName, cancellation);
        _roles = await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Name, r => r.ShortName, cancellation);
        if (!IsUrgent) return null;
        var entitled = await ReviewRoute.EntitledAsync(db, people, Route.Steps.Single(s => s.IsConfidentiality), v.Version, cancellation);
        var names = await people.NamesAsync(db, entitled, cancellation);
        Reviewers =
        [
            new(T["不走紧急通道，按常规流程办理"], ""),
            .. entitled.Where(id => id != actor.UserId && !v.Version.ContributorIds.Contains(id)).Select(id => new SelectListItem(names.GetValueOrDefault(id, id), id)),
        ];
        return null;
    }

    /// <summary>From the item's last form, else from the item; the declarations are always made anew.</summary>
    private async Task PrefillAsync(CancellationToken cancellation)
    {
        var last = await db.Set<ReviewForm>().AsNoTracking().Where(f => f.ContentItemId == InHand.Item.Id).OrderByDescending(f => f.FilledUtc).FirstOrDefaultAsync(cancellation);
        var number = (string?)InHand.Data[InHand.Type.Name]?["DocumentNumber"]?["Text"];
        Form = new FormFields
        {
            Carrier = last?.Carrier ?? (string.IsNullOrWhiteSpace(number) ? "other" : "document"), DocumentNumber = string.IsNullOrWhiteSpace(number) ? last?.DocumentNumber : number,
            Source = last?.Source ?? "own", Channels = last?.Channels ?? (InHand.Column?.Channels is { Length: > 0 } channels ? channels : T["门户网站"]), Note = last?.Note,
        };
    }
}
