using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using GovPortal.Users.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>One's own account: what it may do, and a new password.</summary>
[ServiceFilter(typeof(SignInLimit))]
public sealed class AccountModel(PortalDbContext db, CurrentActor current, PortalStateReader state, ChangeOwnPassword changeOwnPassword, ITexts texts)
    : AdminPageModel(texts)
{
    public sealed class PasswordForm
    {
        public string? CurrentPassword { get; set; }
        public string? NewPassword { get; set; }
        public string? RepeatedPassword { get; set; }
    }

    [BindProperty]
    public PasswordForm Input { get; set; } = new();

    public PortalUser Person { get; private set; } = null!;
    public UserChoices Choices { get; private set; } = null!;
    public IReadOnlyList<Membership> Held { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var actor = await LoadAsync(cancellation);
        if (Input.NewPassword != Input.RepeatedPassword)
        {
            ModelState.AddModelError("Input.RepeatedPassword", T.Of(Failure.Of("password.repeat-differs")));
            return Page();
        }
        var result = await changeOwnPassword.HandleAsync(new ChangeOwnPasswordCommand(Input.CurrentPassword ?? "", Input.NewPassword ?? ""), actor, cancellation);
        if (result.Succeeded) await Session.BeginAsync(HttpContext, result.Value);
        return Finish(result, T["密码已修改，您在其他设备上的登录已失效。"], Person.MustChangePassword ? "/Admin" : "/Admin/Account", "Input");
    }

    private async Task<Actor> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Person = await db.Set<PortalUser>().FirstAsync(u => u.Id == actor.UserId, cancellation);
        Held = await Memberships.OfAsync(db, actor.UserId, cancellation);
        Choices = await UserChoices.LoadAsync(db, state.Current, actor, T, cancellation);
        return actor;
    }
}
