using GovPortal.AdminUi.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.AdminUi.Areas.Admin.Pages;

/// <summary>Keeps the chosen language in the framework's culture cookie for a year. Also for the sign-in page.</summary>
[AllowAnonymous]
public sealed class CultureModel(IAdminShell shell) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string? culture, string? returnUrl, CancellationToken cancellation)
    {
        var view = await shell.DescribeAsync(cancellation);
        if (view.Cultures.Any(c => c.Name == culture))
        {
            Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture!)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = Request.IsHttps, Path = "/" });
        }
        return Url.IsLocalUrl(returnUrl) ? LocalRedirect(returnUrl) : LocalRedirect("~" + view.HomeUrl);
    }
}
