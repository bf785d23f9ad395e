using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

public sealed class EditModel(PortalDbContext db, CurrentActor current, PortalStateReader state, ChangeUser changeUser, TimeProvider time, ITexts texts)
    : UserFormPage(db, current, state, texts)
{
    /// <summary>The account as it stands.</summary>
    public PortalUser Person { get; private set; } = null!;

    public bool Locked => Person.LockedUntilUtc > time.UtcNow();

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not { } found) return Person is null ? NotFound() : Forbid();
        Input = new UserForm
        {
            UserName = Person.UserName, DisplayName = Person.DisplayName, Email = Person.Email, Stamp = Person.ConcurrencyStamp,
            Memberships = found.Held.ConvertAll(m => MembershipRow.Of(m.Spec())),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not { } found) return Person is null ? NotFound() : Forbid();
        if (IsOwn) Input.Memberships = found.Held.ConvertAll(m => MembershipRow.Of(m.Spec()));
        if (MovedRows() || !RowsComplete()) return Page();
        var result = await changeUser.HandleAsync(
            new ChangeUserCommand(id, Input.DisplayName ?? "", Input.Email ?? "", Memberships: IsOwn ? null : Input.Memberships.ConvertAll(m => m.Spec()), Stamp: Input.Stamp),
            found.Actor, cancellation);
        return Finish(result, T["已保存{0}的账号。", Input.DisplayName], "/Admin/Users", UserForm.Prefix);
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, bool closed, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not { } found) return Person is null ? NotFound() : Forbid();
        var result = await changeUser.HandleAsync(new ChangeUserCommand(id, IsClosed: closed), found.Actor, cancellation);
        if (result.Succeeded) Flash(closed ? T["已停用{0}的账号，其登录状态已失效。", Person.DisplayName] : T["已恢复{0}的账号。", Person.DisplayName]);
        else FlashError(result);
        return LocalRedirect($"/Admin/Users/Edit/{Uri.EscapeDataString(id)}");
    }

    /// <summary>Null where there is no such account or the actor does not manage it.</summary>
    private async Task<(Actor Actor, List<Membership> Held)?> LoadAsync(string id, CancellationToken cancellation)
    {
        var actor = await OpenAsync(cancellation);
        Person = (await Db.Set<PortalUser>().FirstOrDefaultAsync(u => u.Id == id, cancellation))!;
        if (actor is null || Person is null) return null;
        IsOwn = actor.UserId == id;
        var held = await Memberships.OfAsync(Db, id, cancellation);
        return Memberships.MayManage(actor, Person, held) ? (actor, held) : null;
    }
}
