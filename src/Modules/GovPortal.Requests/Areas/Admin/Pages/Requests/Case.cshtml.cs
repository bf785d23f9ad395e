using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>The fields of all verbs; each asks for its own.</summary>
public sealed class CaseInput
{
    public string? SectionId { get; set; }
    public string? Note { get; set; }
    public string? Reason { get; set; }
    public string? Missing { get; set; }
    public DateOnly? Until { get; set; }
    public string? Description { get; set; }
    public DateOnly? Day { get; set; }
    public string? Whom { get; set; }
    public string? What { get; set; }
    public HeardAnswer? Heard { get; set; }
    public FeeScheme? Scheme { get; set; }
    public int? FeeCount { get; set; }
    public int? Days { get; set; }
    public string? Finding { get; set; }
    public string? Opinion { get; set; }
    public string? Outcome { get; set; }
    public string? Information { get; set; }
    public string? AnswerReason { get; set; }
    public string? Organ { get; set; }
    public string? OrganContact { get; set; }
    public List<string> Drop { get; set; } = [];
    public int? Year { get; set; }
    public int? Number { get; set; }
    public string? Text { get; set; }
}

/// <summary>The fields of a review or suit.</summary>
public sealed class ContestInput
{
    public string? Id { get; set; }
    public string? Kind { get; set; }
    public string? Where { get; set; }
    public DateOnly? FiledOn { get; set; }
    public string? Result { get; set; }
    public DateOnly? DecidedOn { get; set; }
    public string? Note { get; set; }
    public string? Reason { get; set; }
}

/// <summary>The use cases of the page, so that its constructor reads as a list.</summary>
public sealed record CaseVerbs(
    DispatchRequest Dispatch, CorrectRequest Correct, ConsultOthers Others, ConsultGroup Group, ChargeFee Fee, ExtendAnswer Extend, DraftAnswer Draft, DecideAnswer Decide, AnswerRequest Answer,
    EndRequest End, SplitRequest Split, ContestRequest Contest);

/// <summary>The use cases around a case's letters.</summary>
public sealed record CasePapers(ReadLetters Read, MakeLetter Make, VoidLetter Void, DeliverLetter Deliver, OpenLetter Open, ArchiveRequest Archive);

/// <summary>One case with its history, and what the person may do with it now: one verb at a time, by <c>?do=</c>.</summary>
[ResponseCache(NoStore = true)]
[RequestSizeLimit(RequestFiles.MaxFormBytes)]
public sealed class CaseModel(
    ITexts texts, ReadRequest read, CaseVerbs verbs, CasePapers papers, SeeApplicant seeApplicant, OpenRequestFile openFile, SendMessage sendMessage, StandIns standIns, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";
    [BindProperty] public CaseInput Input { get; set; } = new();
    [BindProperty] public ContestInput Contest { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public RequestInFull Full { get; private set; } = null!;
    public DisclosureRequest Case => Full.Request;
    public CaseLetters Letters { get; private set; } = null!;
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    /// <summary>What the person may do now.</summary>
    public IReadOnlyList<RequestVerb> May { get; private set; } = [];
    public RequestVerb? Chosen { get; private set; }
    public bool MaySeeApplicant { get; private set; }
    public bool MayWrite { get; private set; }
    public IReadOnlyList<ContestEntry> Contests { get; private set; } = [];
    /// <summary>What was typed of a new review or suit was refused.</summary>
    public bool ContestFailed { get; private set; }
    /// <summary>The name of the leader in whose stead the person may decide here; null for none.</summary>
    public string? StandsInFor { get; private set; }
    /// <summary>Who applied, where it was asked for just now.</summary>
    public ApplicantDetails? Applicant { get; private set; }

    public bool IsOverdue => Case.IsOverdueAt(time.UtcNow());
    public IEnumerable<Section> Sections => Organisation.Sections.Where(s => s.AgencyId == Case.AgencyId).OrderBy(s => s.Position);
    public string Who(string actorId) => Actor.Unnamed(actorId) is { } unnamed ? T[unnamed.DisplayName] : Full.Names.GetValueOrDefault(actorId) ?? actorId;

    public static (string Icon, string Tone) Mark(string step) => step switch
    {
        RequestEvents.Received or RequestEvents.Corrected => ("inbox", "info"), RequestEvents.Dispatched => ("send", "info"), RequestEvents.Returned or RequestEvents.GivenBack => ("reply", "warning"),
        RequestEvents.Approved => ("check2-all", "success"), RequestEvents.Answered => ("send-check", "success"), RequestEvents.ApplicantSeen or RequestEvents.FileOpened or RequestEvents.LetterOpened => ("eye", "neutral"),
        RequestEvents.ApplicantErased => ("eye-slash", "neutral"), RequestEvents.Rereviewed => ("arrow-repeat", "info"), RequestEvents.DisclosureDrafted => ("megaphone", "success"), RequestEvents.MessageReceived or RequestEvents.MessageSent => ("chat-dots", "neutral"),
        RequestEvents.LetterMade => ("file-earmark-word", "info"), RequestEvents.LetterDelivered => ("envelope-open", "info"), RequestEvents.LetterVoided => ("slash-circle", "warning"), RequestEvents.Archived => ("archive", "success"),
        RequestEvents.Abandoned or RequestEvents.FeeLapsed or RequestEvents.Withdrawn or RequestEvents.Transferred or RequestEvents.Merged => ("slash-circle", "neutral"), _ => ("pencil", "info"),
    };

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "do")] string? what, CancellationToken cancellation) => await LoadAsync(what, cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string? what, [FromForm(Name = "seen")] int? seen, List<IFormFile>? files, CancellationToken cancellation)
    {
        if (!Enum.TryParse<RequestVerb>(what, ignoreCase: true, out var verb) || !Enum.IsDefined(verb)) return BadRequest();
        var result = await ActAsync(verb, new CaseRef(Id, seen), files ?? [], await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            Flash(T["已办理：{0}。", T[VerbWords.Of(verb).Title]]);
            return LocalRedirect(verb is RequestVerb.GiveBack ? "/Admin/Requests" : "/Admin/Requests/" + Id);
        }
        if (await LoadAsync(what, cancellation) is { } refused) return refused;
        if (result.Has("request.answer-reason-required") && Full.Rules.ReasonOf(Input.Outcome) is { Length: > 0 } template)
        {
            // The reasons are composed from the outcome's template; the person fills in what the case says.
            Input.AnswerReason = template;
            ModelState.Remove("Input.AnswerReason");
            result = Result.Refused([.. result.Failures.Select(f => f.Code == "request.answer-reason-required" ? Failure.At("AnswerReason", "request.reason-composed") : f)]);
        }
        AddFailures(result, "Input");
        return Page();
    }

    /// <summary>By a post, so that no link, prefetch or history looks at it by chance.</summary>
    public async Task<IActionResult> OnPostApplicantAsync(CancellationToken cancellation)
    {
        var result = await seeApplicant.HandleAsync(Id, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(null, cancellation) is { } refused) return refused;
        if (result.Succeeded) Applicant = result.Value;
        else AddFailures(result);
        return Page();
    }

    public async Task<IActionResult> OnPostFileAsync(string? file, CancellationToken cancellation)
    {
        var result = await openFile.HandleAsync(Id, file, await current.GetAsync(), cancellation);
        if (result.Succeeded) return File(result.Value.Bytes, "application/octet-stream", result.Value.Name);
        return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
    }

    /// <summary>Makes a letter and goes to it.</summary>
    public async Task<IActionResult> OnPostLetterAsync(string? kind, [FromForm(Name = "seen")] int? seen, CancellationToken cancellation)
    {
        var result = await papers.Make.HandleAsync(new CaseRef(Id, seen), kind, await current.GetAsync(), cancellation);
        if (!result.Succeeded && !result.Has(Failure.NotAllowed) && await LoadAsync(null, cancellation) is { } refused) return refused;
        return Finish(result, T["文书已制作。"], $"/Admin/Requests/{Id}/Letters/{result.Value}");
    }

    public async Task<IActionResult> OnPostArchiveAsync(CancellationToken cancellation)
    {
        var result = await papers.Archive.HandleAsync(Id, await current.GetAsync(), cancellation);
        if (result.Succeeded) return File(result.Value.Bytes, "application/zip", result.Value.FileName);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (await LoadAsync(null, cancellation) is { } refused) return refused;
        AddFailures(result);
        return Page();
    }

    public async Task<IActionResult> OnPostMessageAsync(CancellationToken cancellation)
    {
        var result = await sendMessage.HandleAsync(Id, Text(Input.Text), await current.GetAsync(), cancellation);
        if (!result.Succeeded && await LoadAsync(null, cancellation) is { } refused) return refused;
        return Finish(result, T["留言已送达申请人的查询页面。"], "/Admin/Requests/" + Id, "Input");
    }

    public async Task<IActionResult> OnPostContestAsync(CancellationToken cancellation) => await ContestedAsync(
        await verbs.Contest.FileAsync(Id, Contest.Kind, Line(Contest.Where), Contest.FiledOn, await current.GetAsync(), cancellation), T["已登记，计入年度报告表四。"], cancellation);

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellation) => await ContestedAsync(
        await verbs.Contest.DecideAsync(Id, Contest.Id, Contest.Result, Contest.DecidedOn, Line(Contest.Note), await current.GetAsync(), cancellation), T["已登记结果。"], cancellation);

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancellation) => await ContestedAsync(
        await verbs.Contest.TakeBackAsync(Id, Contest.Id, Line(Contest.Reason), await current.GetAsync(), cancellation), T["已撤销登记。"], cancellation);

    private async Task<IActionResult> ContestedAsync(Result result, string done, CancellationToken cancellation)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded && await LoadAsync(null, cancellation) is { } refused) return refused;
        ContestFailed = !result.Succeeded && Contest.Id is null;
        return Finish(result, done, "/Admin/Requests/" + Id, "Contest");
    }

    private async Task<Result> ActAsync(RequestVerb verb, CaseRef which, IReadOnlyList<IFormFile> files, Actor actor, CancellationToken cancellation)
    {
        var (i, reason) = (Input, Text(Input.Reason));
        return verb switch
        {
            RequestVerb.Dispatch => await verbs.Dispatch.HandleAsync(which, i.SectionId, Text(i.Note), actor, cancellation),
            RequestVerb.GiveBack => await verbs.Dispatch.GiveBackAsync(which, reason, actor, cancellation),
            RequestVerb.AskCorrection => await verbs.Correct.AskAsync(which, Text(i.Missing), i.Until, actor, cancellation),
            RequestVerb.ReceiveCorrection => await verbs.Correct.ReceiveAsync(which, Text(i.Description), i.Day, actor, cancellation),
            RequestVerb.Abandon => await verbs.Correct.AbandonAsync(which, actor, cancellation),
            RequestVerb.AskThirdParty => await verbs.Others.AskThirdPartyAsync(which, Line(i.Whom), Text(i.What), actor, cancellation),
            RequestVerb.HearThirdParty => await verbs.Others.HearThirdPartyAsync(which, i.Heard, Text(i.Note), actor, cancellation),
            RequestVerb.AskOtherOrgan => await verbs.Others.AskOrganAsync(which, Line(i.Whom), Text(i.What), actor, cancellation),
            RequestVerb.HearOtherOrgan => await verbs.Others.HearOrganAsync(which, i.Heard, Text(i.Note), actor, cancellation),
            RequestVerb.ChargeFee => await verbs.Fee.ChargeAsync(which, i.Scheme, i.FeeCount ?? 0, actor, cancellation),
            RequestVerb.TakeFee => await verbs.Fee.TakeAsync(which, i.Day, actor, cancellation),
            RequestVerb.LapseFee => await verbs.Fee.LapseAsync(which, actor, cancellation),
            RequestVerb.Extend => await verbs.Extend.HandleAsync(which, i.Days ?? 0, reason, actor, cancellation),
            RequestVerb.Consult => await verbs.Group.AskAsync(which, reason, actor, cancellation),
            RequestVerb.GiveOpinion => await verbs.Group.RecordAsync(which, i.Finding switch { "yes" => true, "no" => false, _ => null }, Text(i.Opinion), actor, cancellation),
            RequestVerb.Draft => await verbs.Draft.HandleAsync(
                which, new AnswerDraft(i.Outcome ?? "", Text(i.Information), Text(i.AnswerReason), Line(i.Organ), Line(i.OrganContact)), files, i.Drop, actor, cancellation),
            RequestVerb.Return => await verbs.Decide.ReturnAsync(which, reason, actor, cancellation),
            RequestVerb.Approve => await verbs.Decide.ApproveAsync(which, Text(i.Note), actor, cancellation),
            RequestVerb.Answer => await verbs.Answer.HandleAsync(which, actor, cancellation),
            RequestVerb.Withdraw => await verbs.End.WithdrawAsync(which, reason, actor, cancellation),
            RequestVerb.Transfer => await verbs.End.TransferAsync(which, Line(i.Organ), reason, actor, cancellation),
            RequestVerb.Split => await verbs.Split.HandleAsync(which, Text(i.Description), actor, cancellation),
            _ => await verbs.End.MergeAsync(which, i.Year, i.Number, reason, actor, cancellation),
        };
    }

    private async Task<IActionResult?> LoadAsync(string? what, CancellationToken cancellation)
    {
        var person = await current.GetAsync();
        var actor = await standIns.WithAsync(db, person, cancellation);
        var result = await read.HandleAsync(Id, person, cancellation);
        if (!result.Succeeded) return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Full = result.Value;
        var letters = await papers.Read.HandleAsync(Id, actor, cancellation);
        if (!letters.Succeeded) return letters.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Letters = letters.Value;
        (Organisation, Contests) = (await OrganisationSnapshot.LoadAsync(db, cancellation), await verbs.Contest.OfAsync(Id, cancellation));
        May = [.. RequestStates.All.Where(t => t.From == Case.State).Select(t => t.Verb).Where(v => RequestAccess.May(actor, v, Case) && IsLeft(v, actor) && MayForLeader(v, person, actor))];
        if (May.Where(v => !RequestAccess.May(person, v, Case)).Select(v => StandIns.For(actor, v, Case)).FirstOrDefault() is { } leader)
        {
            StandsInFor = (await people.NamesAsync(db, [leader], cancellation)).GetValueOrDefault(leader);
        }
        MaySeeApplicant = RequestAccess.May(actor, RequestPermissions.Applicant, Case);
        MayWrite = RequestAccess.May(actor, RequestPermissions.Dispatch, Case);
        var asked = Enum.TryParse<RequestVerb>(what, ignoreCase: true, out var verb) && May.Contains(verb) ? verb : VerbWords.UsualOf(Case.State);
        Chosen = asked is { } chosen && May.Contains(chosen) ? chosen : null;
        if (!Request.HasFormContentType) Prefill();
        return null;
    }

    /// <summary>What law or the case lets happen once was not done yet; nobody approves their own draft.</summary>
    private bool IsLeft(RequestVerb verb, Actor actor) => verb switch
    {
        RequestVerb.AskCorrection => Case.CorrectionAskedOn is null, RequestVerb.ChargeFee => Case.FeeScheme is null, RequestVerb.Extend => Case.ExtendedDays == 0,
        RequestVerb.Approve => !Full.History.Any(e => e.Step.Kind == RequestEvents.Drafted && e.Step.ActorId == actor.UserId), RequestVerb.Merge => Full.Same.Count > 0, _ => true,
    };

    /// <summary>Who stands in for a leader decides nothing that either of them drafted.</summary>
    private bool MayForLeader(RequestVerb verb, Actor person, Actor actor) =>
        RequestAccess.May(person, verb, Case) || !Full.History.Any(e => e.Step.Kind == RequestEvents.Drafted && (e.Step.ActorId == person.UserId || e.Step.ActorId == StandIns.For(actor, verb, Case)));

    private void Prefill()
    {
        var today = time.UtcNow().ToCivilDate();
        (Input.SectionId, Input.Day, Input.Until, Input.Days) = (Case.SectionId, today, today.AddDays(Full.Rules.CorrectionTimeDays), Full.Rules.ExtensionDays);
        (Input.Description, Input.FeeCount, Input.Year) = (Chosen == RequestVerb.ReceiveCorrection ? Full.Description : null, 1, today.Year);
        if (Chosen != RequestVerb.Draft) return;
        (Input.Outcome, Input.Information, Input.AnswerReason, Input.Organ, Input.OrganContact) =
            (Full.Answer?.Outcome, Full.Answer?.Information, Full.Answer?.Reason, Full.Answer?.Organ, Full.Answer?.OrganContact);
    }

    private static string Text(string? typed) => PlainText.Of(typed).Trim();

    private static string Line(string? typed) => PlainText.Line(typed);
}
