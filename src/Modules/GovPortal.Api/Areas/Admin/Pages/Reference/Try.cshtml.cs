using GovPortal.AdminUi;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.Reference;

/// <summary>The library's viewer, for those who may use the interface. Its conforming alternate (WCAG 2.2, conformance requirement 1) is <see cref="IndexModel"/>.</summary>
[AllowInlineStyles]
public sealed class TryModel(CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public async Task<IActionResult> OnGetAsync() => (await current.GetAsync()).CanSomewhere(ApiPermissions.AccessContentApi) ? Page() : Forbid();
}
