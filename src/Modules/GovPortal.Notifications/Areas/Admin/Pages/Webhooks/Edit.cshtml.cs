using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Notifications.Areas.Admin.Pages.Webhooks;

/// <summary>One webhook: its settings, its secret at the moment it is made, what was sent last.</summary>
public sealed class EditModel(
    ListWebhooks list, SaveWebhook save, ChangeWebhook change, ListDeliveries deliveries, EventKinds kinds, PortalStateReader state, CurrentActor current, ITexts texts)
    : AdminPageModel(texts)
{
    private const int LastDeliveries = 20;

    public sealed class WebhookForm
    {
        public string? Url { get; set; }
        public List<string> Tones { get; set; } = [];
        public List<string> EventKinds { get; set; } = [];
        public string? AgencyId { get; set; }
    }

    [BindProperty]
    public WebhookForm Input { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public Webhook? Webhook { get; private set; }
    public DeliveryPage Deliveries { get; private set; } = new([], 0, new Dictionary<DeliveryState, int>());

    /// <summary>On the page that made it and kept nowhere in the clear.</summary>
    public string? Secret { get; private set; }

    public int Waiting => Deliveries.Counts.GetValueOrDefault(DeliveryState.Waiting);

    public IEnumerable<SelectListItem> Agencies { get; private set; } = [];

    public IEnumerable<EventKind> Kinds => kinds.All.Where(Model.Webhook.MayTell).OrderBy(k => k.Name, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        if (Webhook is { } webhook) Input = new WebhookForm { Url = webhook.Url, Tones = [.. webhook.ToneList], EventKinds = [.. webhook.KindList], AgencyId = webhook.AgencyId };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var command = new SaveWebhookCommand(id, Input.Url ?? "", Input.Tones, Input.EventKinds, string.IsNullOrEmpty(Input.AgencyId) ? null : Input.AgencyId);
        var result = await save.HandleAsync(command, await current.GetAsync(), cancellation);
        if (!result.Succeeded || result.Value.Secret is null) return Finish(result, T["推送设置已保存。"], $"/Admin/Webhooks/Edit/{id}", "Input");
        return await ShowSecretAsync(result.Value.Id, result.Value.Secret, cancellation);
    }

    public async Task<IActionResult> OnPostRotateAsync(string id, CancellationToken cancellation)
    {
        var result = await change.RotateAsync(id, await current.GetAsync(), cancellation);
        return result.Succeeded ? await ShowSecretAsync(id, result.Value, cancellation) : Answer(result, "", id);
    }

    public async Task<IActionResult> OnPostEnableAsync(string id, bool enabled, CancellationToken cancellation) =>
        Answer(await change.EnableAsync(id, enabled, await current.GetAsync(), cancellation), enabled ? T["推送已启用。"] : T["推送已停用。"], id);

    public async Task<IActionResult> OnPostTestAsync(string id, CancellationToken cancellation) =>
        Answer(await change.TestAsync(id, await current.GetAsync(), cancellation), T["测试推送已排入发送队列，结果见下表。"], id);

    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken cancellation)
    {
        var result = await change.DeleteAsync(id, await current.GetAsync(), cancellation);
        return Answer(result, T["推送已删除。"], result.Succeeded ? null : id);
    }

    private async Task<IActionResult> ShowSecretAsync(string id, string secret, CancellationToken cancellation)
    {
        Secret = secret;
        // No copy stays in the browser's history.
        Response.Headers.CacheControl = "no-store";
        ModelState.Clear();
        return await OnGetAsync(id, cancellation);
    }

    private IActionResult Answer(Result result, string done, string? id)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Has("webhook.unknown")) return NotFound();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect(id is null ? "/Admin/Webhooks" : $"/Admin/Webhooks/Edit/{id}");
    }

    private async Task<IActionResult?> LoadAsync(string? id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Forbid();
        Agencies = state.Current.Organisation.Agencies.Where(a => actor.MayManage(a.Id)).Select(a => new SelectListItem(a.Name, a.Id));
        if (actor.MayManage(null)) Agencies = Agencies.Prepend(new SelectListItem(T["全部机关"], ""));
        if (id is null) return null;
        Webhook = await list.FindAsync(id, actor, cancellation);
        if (Webhook is null) return NotFound();
        Deliveries = await deliveries.HandleAsync(new ListQuery { PageSize = LastDeliveries }, new DeliveryFilter(WebhookId: id), actor, cancellation);
        return null;
    }
}
