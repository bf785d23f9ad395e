using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Decisions.Areas.Admin.Pages.Consultations;

/// <summary>The consultations of the person's sections, with what came in.</summary>
public sealed class IndexModel(ITexts texts, ListConsultations list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }

    public ConsultationPage Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<PeriodState>().Select(s => new SelectListItem(Word(s), s.ToString().ToLowerInvariant()));

    public PeriodState StateOf(Consultation c) => c.StateOn(time.UtcNow().ToCivilDate());

    public string Word(PeriodState state) => state switch { PeriodState.Waiting => T["未开始"], PeriodState.Open => T["进行中"], _ => T["已结束"] };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(DecisionPermissions.Handle)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Result = await list.HandleAsync(Query.Q, Enum.TryParse<PeriodState>(State, ignoreCase: true, out var state) ? state : null, Query.Skip, Query.PageSize, actor, cancellation);
        return Page();
    }
}
