using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>What was withheld and is looked at again.</summary>
[ResponseCache(NoStore = true)]
public sealed class WithheldModel(ITexts texts, ListWithheld list, StandIns standIns, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "kind")] public string? Kind { get; set; }

    public WithheldList Result { get; private set; } = new([], 0, 0, 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!RequestAccess.Anywhere(await standIns.WithAsync(db, actor, cancellation))) return Forbid();
        Today = time.UtcNow().ToCivilDate();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Result = await list.HandleAsync(Query, Enum.TryParse<WithheldKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : WithheldKind.Appointed, actor, cancellation);
        return Page();
    }
}
