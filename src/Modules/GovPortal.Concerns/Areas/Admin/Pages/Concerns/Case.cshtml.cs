using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

public sealed class ConcernVerbInput
{
    public string? Title { get; set; }
    public string? Grade { get; set; }
    public string? SectionId { get; set; }
    public string? Findings { get; set; }
    public string? Handling { get; set; }
    public bool IsRumour { get; set; }
    public string? ColumnId { get; set; }
    public string? Outcome { get; set; }
    public string? Words { get; set; }
}

/// <summary>What a person may do with a concern, by one of the handlers.</summary>
public sealed class ConcernVerbs(GradeConcern grade, DispatchConcern dispatch, HandleConcern handle, DraftResponse draft, CloseConcern close)
{
    /// <summary>The draft that was made; null for every other verb.</summary>
    internal async Task<(Result Result, string? ItemId)> DoAsync(ConcernVerb verb, ConcernRef which, ConcernVerbInput input, Actor actor, CancellationToken cancellation)
    {
        var words = PlainText.Of(input.Words).Trim();
        if (verb == ConcernVerb.DraftResponse)
        {
            var drafted = await draft.HandleAsync(which, input.ColumnId, actor, cancellation);
            return (drafted, drafted.Value?.ContentItemId);
        }
        return (verb switch
        {
            ConcernVerb.Grade => await grade.HandleAsync(new GradeConcernCommand(which, input.Grade, PlainText.Line(input.Title), words), actor, cancellation),
            ConcernVerb.Dispatch => await dispatch.HandleAsync(which, input.SectionId, words, actor, cancellation),
            ConcernVerb.Handle => await handle.HandleAsync(new HandleConcernCommand(which, PlainText.Of(input.Findings).Trim(), PlainText.Of(input.Handling).Trim(), input.IsRumour), actor, cancellation),
            ConcernVerb.GiveBack => await dispatch.GiveBackAsync(which, words, actor, cancellation),
            ConcernVerb.SendBack => await dispatch.SendBackAsync(which, words, actor, cancellation),
            _ => await close.HandleAsync(which, input.Outcome, words, actor, cancellation),
        }, null);
    }
}

/// <summary>One concern with its whole chain, and what the person may do with it now.</summary>
[ResponseCache(NoStore = true)]
public sealed class CaseModel(ITexts texts, ReadConcern read, ConcernVerbs verbs, OpenConcernFile open, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromRoute] public string Id { get; set; } = "";
    [FromQuery(Name = "do")] public string? Asked { get; set; }
    [BindProperty] public ConcernVerbInput Input { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public ConcernInFull Full { get; private set; } = null!;
    public Concern Concern => Full.Concern;
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public ConcernRules Rules { get; private set; } = new();
    public IReadOnlyList<ConcernVerb> May { get; private set; } = [];
    public ConcernVerb? Chosen { get; private set; }
    public bool IsLate => Concern.IsLate(time.UtcNow());

    public IEnumerable<Section> Sections => Organisation.Sections.Where(s => s.AgencyId == Concern.AgencyId);
    public IEnumerable<Column> Columns => Organisation.Columns.Where(c => c.AgencyId == Concern.AgencyId && !c.IsGroup && !c.IsClosed && Organisation.IsPublic(c));
    public IEnumerable<ConcernOutcome> Outcomes => ConcernOutcome.For(Concern.State == ConcernState.Answered);

    public string Who(string actorId) => Actor.Unnamed(actorId) is { } unnamed ? T[unnamed.UserId == Actor.Public.UserId ? "监测系统" : unnamed.DisplayName] : Full.Names.GetValueOrDefault(actorId) ?? actorId;

    public static (string Icon, string Tone) Mark(string step) => step switch
    {
        ConcernEvents.Registered or ConcernEvents.Received => ("megaphone", "neutral"), ConcernEvents.Graded => ("flag", "warning"), ConcernEvents.Dispatched => ("send", "info"), ConcernEvents.Handled => ("journal-text", "info"),
        ConcernEvents.GivenBack or ConcernEvents.SentBack => ("reply", "warning"), ConcernEvents.ResponseDrafted => ("pencil-square", "info"), ConcernEvents.Answered => ("send-check", "success"), ConcernEvents.Closed => ("check-lg", "success"),
        _ => ("slash-circle", "danger"),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(Asked, cancellation) is { } refused) return refused;
        var usual = Columns.FirstOrDefault(c => c.Title.Contains("舆情", StringComparison.Ordinal)) ?? Columns.FirstOrDefault(c => c.Title.Contains("回应", StringComparison.Ordinal));
        Input = new ConcernVerbInput { Title = Concern.Title, Grade = Concern.Grade, SectionId = Concern.SectionId, Findings = Full.Findings, Handling = Full.Handling, IsRumour = Concern.IsRumour, ColumnId = usual?.Id };
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(string? file, CancellationToken cancellation)
    {
        var opened = await open.HandleAsync(Id, file, await current.GetAsync(), cancellation);
        if (!opened.Succeeded) return opened.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(opened.Value.Bytes, opened.Value.ContentType, opened.Value.Name);
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string? what, [FromForm(Name = "seen")] int? seen, CancellationToken cancellation)
    {
        if (!Enum.TryParse<ConcernVerb>(what, ignoreCase: true, out var verb) || !ConcernStates.OfPeople.Contains(verb)) return BadRequest();
        var (result, item) = await verbs.DoAsync(verb, new ConcernRef(Id, seen), Input, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded && await LoadAsync(what, cancellation) is { } refused) return refused;
        if (!result.Succeeded)
        {
            // What saving a draft refuses stands at fields of the draft; here it is told as a whole.
            foreach (var failure in result.Failures) ModelState.AddModelError(failure.Field is { } field && !field.Contains('.', StringComparison.Ordinal) ? "Input." + field : "", T.Of(failure));
            return Page();
        }
        Flash(item is null ? T["已办理：{0}。", T[ConcernStates.VerbTitle(verb)]] : T["已生成草稿，请核对后提交审查。"]);
        return LocalRedirect(item is null ? "/Admin/Concerns/" + Id : "/Admin/Content/Edit/" + item);
    }

    private async Task<IActionResult?> LoadAsync(string? asked, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var result = await read.HandleAsync(Id, actor, cancellation);
        if (!result.Succeeded) return result.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        Full = result.Value;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Rules = await ConcernRules.LoadAsync(db, cancellation);
        May = [.. ConcernStates.OfPeople.Where(v => ConcernStates.Next(Concern.State, v) is not null && ConcernAccess.May(actor, v, Concern))];
        Chosen = Enum.TryParse<ConcernVerb>(asked, ignoreCase: true, out var verb) && May.Contains(verb) ? verb : null;
        return null;
    }
}
