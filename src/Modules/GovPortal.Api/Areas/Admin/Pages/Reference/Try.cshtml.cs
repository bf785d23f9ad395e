using GovPortal.AdminUi;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.Reference;

/// <summary>The library's viewer, where requests are tried; for those who may use the interface.</summary>
[AllowInlineStyles]
public sealed class TryModel(CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public async Task<IActionResult> OnGetAsync() => (await current.GetAsync()).CanSomewhere(ApiPermissions.AccessContentApi) ? Page() : Forbid();
}
