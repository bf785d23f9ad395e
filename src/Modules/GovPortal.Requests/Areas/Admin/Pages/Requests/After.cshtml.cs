using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

public sealed class AfterInput
{
    public string? Subject { get; set; }
    public string? Finding { get; set; }
    public string? Reason { get; set; }
    public string? Title { get; set; }
    public string? Type { get; set; }
    public string? Column { get; set; }
}

/// <summary>What the office does beside a case and after it: its subject, the review of what was withheld, disclosing it without being asked.</summary>
[ResponseCache(NoStore = true)]
public sealed class AfterModel(
    ITexts texts, ReadRequest read, FileSubject file, ReviewWithheld review, DraftDisclosure draft, PortalStateReader state, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";
    [BindProperty] public AfterInput Input { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public DisclosureRequest Case { get; private set; } = null!;
    public RequestFollowUp? Beside { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];
    public bool HasDraft { get; private set; }
    public bool MayBecome { get; private set; }
    public string Information { get; private set; } = "";
    private string Address => $"/Admin/Requests/{Id}/After";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is { } refused) return refused;
        (Input.Subject, Input.Column) = (Beside?.SubjectColumnId, Beside?.SubjectColumnId);
        return Page();
    }

    public async Task<IActionResult> OnPostSubjectAsync(CancellationToken cancellation) =>
        await EndAsync(await file.HandleAsync(Id, Input.Subject, await current.GetAsync(), cancellation), T["事项已保存。"], Address, cancellation);

    public async Task<IActionResult> OnPostReviewAsync([FromForm(Name = "seen")] int? seen, CancellationToken cancellation)
    {
        bool? finding = Input.Finding switch { "yes" => true, "no" => false, _ => null };
        return await EndAsync(await review.HandleAsync(new CaseRef(Id, seen), finding, PlainText.Of(Input.Reason).Trim(), await current.GetAsync(), cancellation), T["审查结果已记录。"], Address, cancellation);
    }

    public async Task<IActionResult> OnPostDiscloseAsync(CancellationToken cancellation)
    {
        var drafted = await draft.HandleAsync(Id, Input.Type, Input.Column, PlainText.Line(Input.Title), await current.GetAsync(), cancellation);
        return await EndAsync(drafted, T["草稿已生成，请编辑后提交审查。"], drafted.Succeeded ? "/Admin/Content/Edit/" + drafted.Value.ContentItemId : Address, cancellation);
    }

    private async Task<IActionResult> EndAsync(Result result, string done, string url, CancellationToken cancellation)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, done, url, "Input");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var full = await read.HandleAsync(Id, actor, cancellation);
        if (full.Has(Failure.NotAllowed)) return Forbid();
        if (!full.Succeeded) return NotFound();
        Case = full.Value.Request;
        if (!RequestAccess.May(actor, RequestPermissions.Dispatch, Case)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Columns = [.. Organisation.Columns.Where(c => c.AgencyId == Case.AgencyId && !c.IsGroup && !c.IsClosed && Organisation.IsPublic(c))];
        Types = [.. state.Current.Definitions.Types.Where(Disclosure.IsText)];
        Beside = await db.Set<RequestFollowUp>().AsNoTracking().FirstOrDefaultAsync(f => f.RequestId == Id, cancellation);
        HasDraft = await DraftedItems.IsStandingAsync(db, Beside?.DisclosedItemId, cancellation);
        MayBecome = DraftDisclosure.MayBecome(Case, Beside);
        Information = full.Value.Answer?.Information ?? "";
        return null;
    }
}
