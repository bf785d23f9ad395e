using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Notifications.Areas.Admin.Pages.Notices;

/// <summary>Leads where a notice of one's own points, and counts it as read. Another person's is not found.</summary>
public sealed class OpenModel(OpenNotice open, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) =>
        await open.HandleAsync(id, await current.GetAsync(), cancellation) is { } url ? LocalRedirect(url) : NotFound();
}
