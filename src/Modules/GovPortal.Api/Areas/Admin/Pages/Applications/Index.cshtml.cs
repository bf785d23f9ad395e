using GovPortal.AdminUi.PageModels;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.Applications;

/// <summary>The programs that may use the interface.</summary>
public sealed class IndexModel(PortalDbContext db, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public IReadOnlyList<ApplicationRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ApiPermissions.ManageApplications)) return Forbid();
        Rows = await ListApplications.HandleAsync(db, actor, cancellation);
        return Page();
    }
}
