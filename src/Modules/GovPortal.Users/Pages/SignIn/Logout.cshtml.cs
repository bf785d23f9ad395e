using GovPortal.Users.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Users.Pages.SignIn;

/// <summary>Signing out is a post: no link on another site can do it.</summary>
[AllowAnonymous]
public sealed class LogoutModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/Login");

    public async Task<IActionResult> OnPostAsync()
    {
        await Session.EndAsync(HttpContext);
        return LocalRedirect("/Login");
    }
}
