using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Feedback.Areas.Admin.Pages.Letters;

/// <summary>One letter with its history, and what the person may do with it now.</summary>
[ResponseCache(NoStore = true)]
public sealed class LetterModel(
    ITexts texts, ReadLetter read, DispatchLetter dispatch, DraftAnswer draft, ReturnLetter back, EndLetter end, SeeWriter seeWriter, DraftPublicReply reply,
    PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";

    /// <summary>Null only where the page was refused.</summary>
    public LetterInFull Full { get; private set; } = null!;
    public Letter Letter => Full.Letter;
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public bool MayDispatch { get; private set; }
    public bool MayDraft { get; private set; }
    public bool MaySeeContact { get; private set; }
    /// <summary>Who wrote, where it was asked for just now.</summary>
    public LetterWriter? Writer { get; private set; }

    // What was typed, or what stands there.
    public string Answer { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public string Note { get; private set; } = "";
    public string CloseNote { get; private set; } = "";
    public string? CloseReason { get; private set; }
    public string? SectionId { get; private set; }
    public bool IsWeighty { get; private set; }

    public bool IsOverdue => Letter.IsOverdueAt(time.UtcNow());
    public bool Can(LetterVerb verb) => LetterStates.Next(Letter.State, verb) is not null;

    public IEnumerable<Section> Sections => Organisation.Sections.Where(s => s.AgencyId == Letter.AgencyId).OrderBy(s => s.Position);
    public IEnumerable<Column> Columns => Organisation.Columns.Where(c => c.AgencyId == Letter.AgencyId && !c.IsGroup && !c.IsClosed && Organisation.IsPublic(c));

    /// <summary>Where public replies usually stand.</summary>
    public string? UsualColumnId => Columns.FirstOrDefault(c => c.Title.Contains("咨询", StringComparison.Ordinal))?.Id;

    public string Heading => Letter.Kind == LetterKind.Inquiry ? Full.Subject ?? T["（内容无法解密）"] : T["纠错：{0}", Letter.PageTitle ?? T["整个网站"]];

    public string Who(string actorId) => Actor.Unnamed(actorId) is { } unnamed ? T[unnamed.DisplayName] : Full.Names.GetValueOrDefault(actorId) ?? actorId;

    public static (string Icon, string Tone) Mark(string step) => step switch
    {
        LetterSteps.Received => ("inbox", "info"), LetterSteps.Dispatched => ("send", "info"), LetterSteps.Drafted => ("pencil", "info"),
        LetterSteps.Returned or LetterSteps.GivenBack => ("reply", "warning"), LetterSteps.Answered => ("send-check", "success"), LetterSteps.Closed => ("slash-circle", "neutral"),
        LetterSteps.ContactSeen => ("eye", "neutral"), LetterSteps.ContactErased => ("eye-slash", "neutral"), _ => ("file-earmark-text", "info"),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public Task<IActionResult> OnPostDispatchAsync(string? sectionId, bool isWeighty, string? note, CancellationToken cancellation)
    {
        (SectionId, IsWeighty, Note) = (sectionId, isWeighty, PlainText.Of(note).Trim());
        return DoAsync(actor => dispatch.HandleAsync(new DispatchLetterCommand(Id, sectionId, isWeighty, Note), actor, cancellation), T["已分办。"], cancellation);
    }

    public Task<IActionResult> OnPostAnswerAsync([FromForm(Name = "do")] string? what, string? answer, CancellationToken cancellation)
    {
        Answer = PlainText.Of(answer).Trim();
        return what == "send"
            ? DoAsync(actor => end.SendAsync(Id, Answer, actor, cancellation), T["已答复，来信人凭回执号可以查到。"], cancellation)
            : DoAsync(actor => draft.HandleAsync(Id, Answer, actor, cancellation), T["已提交办公室统一发送。"], cancellation);
    }

    public Task<IActionResult> OnPostReturnAsync([FromForm(Name = "do")] string? what, string? reason, CancellationToken cancellation)
    {
        Reason = PlainText.Of(reason).Trim();
        return what == "give-back"
            ? DoAsync(actor => back.GiveBackAsync(Id, Reason, actor, cancellation), T["已退回办公室。"], cancellation, "/Admin/Letters")
            : DoAsync(actor => back.ReturnAsync(Id, Reason, actor, cancellation), T["已退回科室修改。"], cancellation);
    }

    public Task<IActionResult> OnPostCloseAsync(string? closeReason, string? closeNote, CancellationToken cancellation)
    {
        (CloseReason, CloseNote) = (closeReason, PlainText.Of(closeNote).Trim());
        return DoAsync(actor => end.CloseAsync(new CloseLetterCommand(Id, closeReason, CloseNote), actor, cancellation), T["已办结，不再答复。"], cancellation);
    }

    /// <summary>By a post, so that no link, prefetch or history looks at it by chance.</summary>
    public async Task<IActionResult> OnPostContactAsync(CancellationToken cancellation)
    {
        var result = await seeWriter.HandleAsync(Id, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(cancellation) is { } refused) return refused;
        if (result.Succeeded) Writer = result.Value;
        else AddFailures(result);
        return Page();
    }

    public async Task<IActionResult> OnPostReplyAsync(string? columnId, CancellationToken cancellation)
    {
        var result = await reply.HandleAsync(Id, columnId, await current.GetAsync(), cancellation);
        if (!result.Succeeded && await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, T["已生成草稿，请核对后提交审查。"], result.Succeeded ? "/Admin/Content/Edit/" + result.Value.ContentItemId : "/");
    }

    private async Task<IActionResult> DoAsync(Func<Actor, Task<Result>> act, string done, CancellationToken cancellation, string? next = null)
    {
        var result = await act(await current.GetAsync());
        if (result.Succeeded)
        {
            Flash(done);
            return LocalRedirect(next ?? "/Admin/Letters/" + Id);
        }
        if (await LoadAsync(cancellation) is { } refused) return refused;
        return Finish(result, done, "/");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var result = await read.HandleAsync(Id, actor, cancellation);
        if (!result.Succeeded) return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Full = result.Value;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        (MayDispatch, MaySeeContact) = (LetterAccess.May(actor, FeedbackPermissions.Dispatch, Letter), LetterAccess.May(actor, FeedbackPermissions.Contact, Letter));
        MayDraft = LetterAccess.May(actor, FeedbackPermissions.Handle, Letter);
        if (!Request.HasFormContentType)
        {
            var column = Organisation.Column(Letter.ColumnId);
            (Answer, SectionId, IsWeighty) = (Full.Answer ?? "", Letter.SectionId ?? column?.SectionId, Letter.IsWeighty);
        }
        else if (!Request.Form.ContainsKey("Answer")) Answer = Full.Answer ?? "";
        return null;
    }
}
