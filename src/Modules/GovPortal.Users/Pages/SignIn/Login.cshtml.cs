using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GovPortal.Users.Pages.SignIn;

/// <summary>Sign-in. Leads on to a page of this site only, whatever the address asks for.</summary>
[AllowAnonymous]
[ServiceFilter(typeof(SignInLimit))]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LoginModel(Features.SignIn signIn, CurrentActor current, ITexts texts) : PageModel
{
    private const string Home = "/Admin";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>One sentence, the same for every reason.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await current.FindAsync() is null ? Page() : LocalRedirect(Target);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var result = await signIn.HandleAsync(new SignInCommand(UserName ?? "", Password ?? ""), cancellation);
        if (!result.Succeeded)
        {
            Refusal = texts.Of(result.Failures[0]);
            return Page();
        }
        await Session.BeginAsync(HttpContext, result.Value);
        return LocalRedirect(result.Value.MustChangePassword ? "/Admin/Account" : Target);
    }

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Home;
}
