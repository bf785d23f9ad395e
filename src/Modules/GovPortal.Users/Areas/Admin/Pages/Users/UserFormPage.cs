using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>What the two user forms do the same way: offer places, take rows in and out, read them.</summary>
public abstract class UserFormPage(PortalDbContext db, CurrentActor current, PortalStateReader state, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty]
    public UserForm Input { get; set; } = new();

    public UserChoices Choices { get; private set; } = null!;

    /// <summary>The person's own account: the rows are shown, not offered.</summary>
    public bool IsOwn { get; protected set; }

    protected PortalDbContext Db { get; } = db;

    /// <summary>Null where the person manages no users.</summary>
    protected async Task<Actor?> OpenAsync(CancellationToken cancellation)
    {
        // The model is what the form says; its values are checked by the handler.
        ModelState.Clear();
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(UsersModule.Manage)) return null;
        Choices = await UserChoices.LoadAsync(Db, state.Current, actor, T, cancellation);
        return actor;
    }

    /// <summary>Handles a row button of a browser without script. True where it was one.</summary>
    protected bool MovedRows()
    {
        if (RowCommand.Read(Request.Form) is not { Field: $"{UserForm.Prefix}.{nameof(UserForm.Memberships)}" } command) return false;
        command.ApplyTo(Input.Memberships, () => new MembershipRow());
        return true;
    }

    /// <summary>Drops rows that were left empty; says of each other row what it lacks.</summary>
    protected bool RowsComplete()
    {
        Input.Memberships.RemoveAll(m => m.IsEmpty);
        for (var i = 0; i < Input.Memberships.Count; i++)
        {
            var path = $"{UserForm.Prefix}.Memberships[{i}]";
            if (string.IsNullOrEmpty(Input.Memberships[i].Role)) ModelState.AddModelError($"{path}.Role", T.Of(Failure.Of("user.role-required")));
            if (string.IsNullOrEmpty(Input.Memberships[i].Place)) ModelState.AddModelError($"{path}.Place", T.Of(Failure.Of("user.place-required")));
        }
        return ModelState.IsValid;
    }
}
