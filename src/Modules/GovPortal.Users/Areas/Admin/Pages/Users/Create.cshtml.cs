using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CreateModel(PortalDbContext db, CurrentActor current, PortalStateReader state, CreateUser createUser, ITexts texts)
    : UserFormPage(db, current, state, texts)
{
    /// <summary>Set once the account is there; the page then shows the password instead of the form.</summary>
    public OneTimePasswordView? Created { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is null) return Forbid();
        Input.Memberships.Add(new MembershipRow());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } actor) return Forbid();
        if (MovedRows() || !RowsComplete()) return Page();
        var result = await createUser.HandleAsync(
            new CreateUserCommand(Input.UserName ?? "", Input.DisplayName ?? "", Input.Memberships.ConvertAll(m => m.Spec()), Input.Email), actor, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded) AddFailures(result, UserForm.Prefix);
        else Created = new OneTimePasswordView(Input.DisplayName!.Trim(), Input.UserName!.Trim(), result.Value.OneTimePassword!);
        return Page();
    }
}
