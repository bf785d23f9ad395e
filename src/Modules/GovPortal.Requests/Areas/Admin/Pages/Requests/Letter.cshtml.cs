using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Papers;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>How it was served, or why it is voided.</summary>
public sealed class LetterInput
{
    public string Way { get; set; } = DeliveryWays.ByHand;
    public DateOnly? On { get; set; }
    public string Result { get; set; } = "served";
    public string? Receiver { get; set; }
    public string? MailNumber { get; set; }
    public string? Note { get; set; }
    public string? Reason { get; set; }
}

/// <summary>A letter: how it was served; what it says by a post alone, so that no link, prefetch or history opens it by chance.</summary>
[ResponseCache(NoStore = true)]
public sealed class LetterModel(ITexts texts, CasePapers papers, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";
    [FromRoute(Name = "letter")] public string LetterId { get; set; } = "";
    [BindProperty] public LetterInput Input { get; set; } = new();

    public LetterEntry Letter { get; private set; } = null!;
    public string CaseNumber { get; private set; } = "";
    public bool MayHandle { get; private set; }
    public bool MayOpen { get; private set; }
    /// <summary>What it says, where it was asked for just now.</summary>
    public IReadOnlyList<PaperBlock>? Blocks { get; private set; }

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    private string Here => $"/Admin/Requests/{Id}/Letters/{LetterId}";

    public string Who(string actorId) => Actor.Unnamed(actorId) is { } unnamed ? T[unnamed.DisplayName] : _names.GetValueOrDefault(actorId) ?? actorId;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnPostShowAsync(CancellationToken cancellation)
    {
        var opened = await papers.Open.HandleAsync(Id, LetterId, await current.GetAsync(), cancellation);
        if (opened.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (opened.Succeeded) Blocks = PaperReader.Blocks(opened.Value.Docx);
        else AddFailures(opened);
        return Page();
    }

    public async Task<IActionResult> OnPostDocxAsync(CancellationToken cancellation)
    {
        var opened = await papers.Open.HandleAsync(Id, LetterId, await current.GetAsync(), cancellation);
        if (opened.Succeeded) return File(opened.Value.Docx, LetterPaper.DocxType, opened.Value.FileName);
        return opened.Has(Failure.NotAllowed) ? Forbid() : NotFound();
    }

    public async Task<IActionResult> OnPostVoidAsync(CancellationToken cancellation)
    {
        var result = await papers.Void.HandleAsync(Id, LetterId, PlainText.Of(Input.Reason).Trim(), await current.GetAsync(), cancellation);
        return await EndAsync(result, T["文书已作废，编号不再使用。"], cancellation);
    }

    public async Task<IActionResult> OnPostDeliveryAsync(CancellationToken cancellation)
    {
        var given = new DeliveryInput(Input.Way, Input.On, Input.Result == "served", PlainText.Line(Input.Receiver), PlainText.Line(Input.MailNumber), PlainText.Of(Input.Note).Trim());
        return await EndAsync(await papers.Deliver.HandleAsync(Id, LetterId, given, await current.GetAsync(), cancellation), T["送达已登记。"], cancellation);
    }

    private async Task<IActionResult> EndAsync(Result result, string done, CancellationToken cancellation)
    {
        if (!result.Succeeded && !result.Has(Failure.NotAllowed) && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, done, Here, "Input");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var letters = await papers.Read.HandleAsync(Id, actor, cancellation);
        if (letters.Has(Failure.NotAllowed)) return Forbid();
        if (!letters.Succeeded || letters.Value.Letters.FirstOrDefault(l => l.Id == LetterId) is not { } letter) return NotFound();
        var request = await db.Set<DisclosureRequest>().AsNoTracking().SingleAsync(r => r.Id == Id, cancellation);
        (Letter, CaseNumber, _names) = (letter, request.NumberText, letters.Value.Names);
        MayHandle = RequestAccess.MayMake(actor, letter.Kind, request);
        MayOpen = !letter.HoldsApplicant || RequestAccess.May(actor, RequestPermissions.Applicant, request);
        if (!Request.HasFormContentType) (Input.Way, Input.On) = (letter.Kind.To == LetterTo.Applicant ? request.Delivery : DeliveryWays.ByPost, time.UtcNow().ToCivilDate());
        return null;
    }
}
