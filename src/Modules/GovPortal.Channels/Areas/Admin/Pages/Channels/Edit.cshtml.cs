using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>One channel: its settings; its signing secret at the moment it is made.</summary>
public sealed class EditModel(ListChannels list, SaveChannel save, ChangeChannel change, PortalStateReader state, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public sealed class ChannelForm
    {
        public string? Title { get; set; }
        public string? BaseUrl { get; set; }
        public string? Account { get; set; }
        public string? Secret { get; set; }
        public string? CoverMediaId { get; set; }
        public List<string> Columns { get; set; } = [];
        public string? AgencyId { get; set; }
        public bool RepeatsChanges { get; set; }
    }

    [BindProperty]
    public ChannelForm Input { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public Channel? Channel { get; private set; }
    public ChannelKind Kind { get; private set; }

    /// <summary>On the page that made it and kept nowhere in the clear.</summary>
    public string? Secret { get; private set; }

    public IEnumerable<SelectListItem> Agencies { get; private set; } = [];

    public IEnumerable<Column> Columns => state.Current.Organisation.Columns.Where(state.Current.Organisation.IsPublic);

    public string FullTitle(Column column) => state.Current.Organisation.FullTitle(column);

    public async Task<IActionResult> OnGetAsync(string? id, string? kind, CancellationToken cancellation)
    {
        if (await LoadAsync(id, kind, cancellation) is { } refused) return refused;
        Input = Channel is { } c
            ? new ChannelForm { Title = c.Title, BaseUrl = c.BaseUrl, Account = c.Account, CoverMediaId = c.CoverMediaId, Columns = [.. c.ColumnList], AgencyId = c.AgencyId, RepeatsChanges = c.RepeatsChanges }
            : new ChannelForm { Title = T[ChannelKinds.Title(Kind)], BaseUrl = ChannelKinds.DefaultBaseUrl(Kind) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, string? kind, CancellationToken cancellation)
    {
        if (await LoadAsync(id, kind, cancellation) is { } refused) return refused;
        var result = await save.HandleAsync(new SaveChannelCommand(
            id, Kind, Input.Title ?? "", Input.BaseUrl ?? "", Input.Account ?? "", Input.Secret ?? "", Input.CoverMediaId ?? "", Input.Columns,
            string.IsNullOrEmpty(Input.AgencyId) ? null : Input.AgencyId, Input.RepeatsChanges), await current.GetAsync(), cancellation);
        if (!result.Succeeded || result.Value.Secret is null)
        {
            // What was typed does not go back into the page.
            Input.Secret = null;
            ModelState.SetModelValue("Input.Secret", null, null);
            return Finish(result, T["渠道设置已保存。"], result.Succeeded ? $"/Admin/Channels/Edit/{result.Value.Id}" : "/Admin/Channels", "Input");
        }
        return await ShowSecretAsync(result.Value.Id, result.Value.Secret, cancellation);
    }

    public async Task<IActionResult> OnPostRotateAsync(string id, CancellationToken cancellation)
    {
        var result = await change.RotateAsync(id, await current.GetAsync(), cancellation);
        return result.Succeeded ? await ShowSecretAsync(id, result.Value, cancellation) : Answer(result, "", id);
    }

    public async Task<IActionResult> OnPostEnableAsync(string id, bool enabled, CancellationToken cancellation) =>
        Answer(await change.EnableAsync(id, enabled, await current.GetAsync(), cancellation), enabled ? T["渠道已启用。"] : T["渠道已停用。"], id);

    public async Task<IActionResult> OnPostTestAsync(string id, CancellationToken cancellation) =>
        Answer(await change.TestAsync(id, await current.GetAsync(), cancellation), T["对方应答正常。"], id);

    private async Task<IActionResult> ShowSecretAsync(string id, string secret, CancellationToken cancellation)
    {
        Secret = secret;
        // No copy stays in the browser's history.
        Response.Headers.CacheControl = "no-store";
        ModelState.Clear();
        return await OnGetAsync(id, null, cancellation);
    }

    private IActionResult Answer(Result result, string done, string id)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Has("channel.unknown")) return NotFound();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect($"/Admin/Channels/Edit/{Uri.EscapeDataString(id)}");
    }

    private async Task<IActionResult?> LoadAsync(string? id, string? kind, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ChannelPermissions.Manage)) return Forbid();
        Agencies = state.Current.Organisation.Agencies.Where(a => actor.MayManage(a.Id)).Select(a => new SelectListItem(a.Name, a.Id));
        if (actor.MayManage(null)) Agencies = Agencies.Prepend(new SelectListItem(T["全部机关"], ""));
        Kind = ChannelKinds.Of(kind) ?? ChannelKind.CountyPortal;
        if (id is null) return null;
        Channel = await list.FindAsync(id, actor, cancellation);
        if (Channel is null) return NotFound();
        Kind = Channel.Kind;
        return null;
    }
}
