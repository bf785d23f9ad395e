using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

/// <summary>The concerns that the person may see.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListConcerns list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string All = "all";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "grade")] public string? Grade { get; set; }
    [FromQuery(Name = "channel")] public string? Channel { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "overdue")] public string? Overdue { get; set; }

    public ConcernList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public bool MayManage { get; private set; }
    public bool ReadsLog { get; private set; }

    public IEnumerable<SelectListItem> States => Enum.GetValues<ConcernState>().Select(s => new SelectListItem(T[ConcernStates.Title(s)], s.ToString().ToLowerInvariant())).Append(new(T["含已办结的"], All));
    public IEnumerable<SelectListItem> Grades => ConcernGrades.All.Select(g => new SelectListItem(T[g.Value], g.Key));
    public IEnumerable<SelectListItem> Channels => ConcernChannels.All.Select(c => new SelectListItem(T[c.Value], c.Key));
    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Select(s => new SelectListItem(s.Name, s.Id));
    public IEnumerable<SelectListItem> Overdues => [new(T["只看逾期"], "yes")];

    public bool IsLate(Concern concern)
    {
        ArgumentNullException.ThrowIfNull(concern);
        return concern.IsLate(time.UtcNow());
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ConcernPermissions.Read) && !actor.CanSomewhere(ConcernPermissions.Manage)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        MayManage = actor.CanSomewhere(ConcernPermissions.Manage);
        ReadsLog = Organisation.Agencies.Any(a => ConcernAccess.ReadsAll(actor, a.Id));
        var state = Enum.TryParse<ConcernState>(State, ignoreCase: true, out var given) && Enum.IsDefined(given) ? given : (ConcernState?)null;
        Result = await list.HandleAsync(Query, new ConcernFilter(state, Grade, Channel, SectionId, Overdue == "yes", OpenOnly: State != All), actor, cancellation);
        return Page();
    }
}
