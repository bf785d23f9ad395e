using GovPortal.AdminUi.PageModels;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Areas.Admin.Pages.Applications;

/// <summary>One application: its settings and roles, its secret at the moment it is made, and its end.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EditModel(PortalDbContext db, SaveApplication save, ChangeApplication change, PortalStateReader state, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    private const string List = "/Admin/Applications";

    [BindProperty]
    public ApplicationForm Input { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public ApplicationRow? Known { get; private set; }

    /// <summary>On the page that made it and kept nowhere in the clear.</summary>
    public string? Secret { get; private set; }

    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        Input = Known is { } known ? ApplicationForm.Of(known) : new ApplicationForm { ActsForItself = true, Roles = [new RoleRow()] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        if (RowCommand.Read(Request.Form) is { Field: "Input.Roles" } command)
        {
            command.ApplyTo(Input.Roles, () => new RoleRow());
            return Page();
        }
        Input.Roles.RemoveAll(r => r.IsEmpty);
        for (var i = 0; i < Input.Roles.Count; i++)
        {
            if (string.IsNullOrEmpty(Input.Roles[i].Place)) ModelState.AddModelError($"Input.Roles[{i}].Place", T.Of(Failure.Of("application.place-needed")));
        }
        if (!ModelState.IsValid) return Page();
        var result = await save.HandleAsync(Input.Command(id), await current.GetAsync(), cancellation);
        if (!result.Succeeded || result.Value.Secret is null) return Finish(result, T["应用已保存。"], $"{List}/Edit/{result.Value?.Id}", "Input");
        return await ShowSecretAsync(result.Value.Id, result.Value.Secret, cancellation);
    }

    public async Task<IActionResult> OnPostSecretAsync(string id, CancellationToken cancellation)
    {
        var result = await change.NewSecretAsync(id, await current.GetAsync(), cancellation);
        return result.Succeeded ? await ShowSecretAsync(id, result.Value, cancellation) : Answer(result, "", id);
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, bool closed, CancellationToken cancellation) =>
        Answer(await change.CloseAsync(id, closed, await current.GetAsync(), cancellation), closed ? T["应用已停用，它的令牌立即失效。"] : T["应用已启用。"], id);

    private async Task<IActionResult> ShowSecretAsync(string id, string secret, CancellationToken cancellation)
    {
        Secret = secret;
        ModelState.Clear();
        return await OnGetAsync(id, cancellation);
    }

    private IActionResult Answer(Result result, string done, string id)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Has("application.unknown")) return NotFound();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect($"{List}/Edit/{Uri.EscapeDataString(id)}");
    }

    private async Task<IActionResult?> LoadAsync(string? id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ApiPermissions.ManageApplications)) return Forbid();
        Roles = [.. (await db.Set<Role>().OrderBy(r => r.Position).ToListAsync(cancellation)).Where(r => r.Name != ApiPermissions.AnonymousRole).Select(r => new SelectListItem(T[r.ShortName], r.Name))];
        Places = [.. PlacesOf(actor)];
        if (id is null) return null;
        Known = (await ListApplications.HandleAsync(db, actor, cancellation)).FirstOrDefault(r => r.Application.Id == id);
        return Known is null ? NotFound() : null;
    }

    private IEnumerable<SelectListItem> PlacesOf(Actor actor)
    {
        var organisation = state.Current.Organisation;
        if (actor.MayManageApplications(null)) yield return new SelectListItem(T["全部机关"], RoleRow.Everywhere);
        foreach (var agency in organisation.Agencies.Where(a => actor.MayManageApplications(a.Id)))
        {
            yield return new SelectListItem(T["{0}（全机关）", agency.Name], agency.Id);
            foreach (var section in organisation.Sections.Where(s => s.AgencyId == agency.Id)) yield return new SelectListItem($"{agency.Name} · {section.Name}", $"{agency.Id}/{section.Id}");
        }
    }
}
