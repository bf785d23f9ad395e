using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>Answers a reset with the one-time password itself: nothing carries it from one request to the next.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasswordModel(PortalDbContext db, CurrentActor current, SetPassword setPassword, ITexts texts) : AdminPageModel(texts)
{
    public OneTimePasswordView Shown { get; private set; } = null!;

    public IActionResult OnGet(string id) => LocalRedirect($"/Admin/Users/Edit/{Uri.EscapeDataString(id)}");

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        var result = await setPassword.HandleAsync(new SetPasswordCommand(id), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            FlashError(result);
            return LocalRedirect("/Admin/Users");
        }
        var person = await db.Set<PortalUser>().FirstAsync(u => u.Id == id, cancellation);
        Shown = new OneTimePasswordView(person.DisplayName, person.UserName!, result.Value.OneTimePassword!);
        return Page();
    }
}
