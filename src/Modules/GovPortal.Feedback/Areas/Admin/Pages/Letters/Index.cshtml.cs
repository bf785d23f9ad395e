using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Feedback.Features;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Feedback.Areas.Admin.Pages.Letters;

/// <summary>Inquiries and corrections (来信) that the person may see; what runs first.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListLetters list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    /// <summary>A value of the state filter beside the states: everything.</summary>
    private const string All = "all";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "kind")] public string? Kind { get; set; }
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "overdue")] public string? Overdue { get; set; }

    public LetterList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<SelectListItem> Sections { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds => [new(T["咨询"], "inquiry"), new(T["纠错"], "correction")];

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<LetterState>().Select(s => new SelectListItem(T[LetterStates.Title(s)], s.ToString().ToLowerInvariant())).Append(new(T["含已办结的"], All));

    public IEnumerable<SelectListItem> Overdues => [new(T["只看逾期"], "yes")];

    public bool IsOverdue(Letter letter) => letter.IsOverdueAt(time.UtcNow());

    public static string Tone(LetterState state) => state switch
    {
        LetterState.Received => "warning", LetterState.Assigned => "info", LetterState.Drafted => "warning", LetterState.Answered => "success", _ => "neutral",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(FeedbackPermissions.Handle)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var held = actor.CanSomewhere(FeedbackPermissions.Dispatch) ? null : actor.SectionsOf(FeedbackPermissions.Handle);
        Sections = [.. (held is null ? [new SelectListItem(T["办公室（未分办）"], LetterFilter.Office)] : Array.Empty<SelectListItem>()),
            .. Organisation.Sections.Where(s => held?.Contains(s.Id) != false).OrderBy(s => s.Position).Select(s => new SelectListItem(s.Name, s.Id))];
        var filter = new LetterFilter(
            Enum.TryParse<LetterKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            Enum.TryParse<LetterState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null, SectionId, Overdue == "yes", OpenOnly: State != All);
        Result = await list.HandleAsync(Query, filter, actor, cancellation);
        return Page();
    }
}
