using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Notifications.Areas.Admin.Pages.Notices;

/// <summary>What goes beyond the portal: waiting, sent, given up.</summary>
public sealed class DeliveriesModel(ListDeliveries list, RetryDelivery retry, SendTestMail test, MailSettings mail, CurrentActor current, ITexts texts)
    : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "channel")] public string? Channel { get; set; }

    public DeliveryPage Result { get; private set; } = new([], 0, new Dictionary<DeliveryState, int>());
    public MailSettings Mail => mail;

    public bool IsFiltered => Query.Q is not null || State is { Length: > 0 } || Channel is { Length: > 0 };

    public IEnumerable<SelectListItem> States => Enum.GetValues<DeliveryState>().Select(s => new SelectListItem(T[DeliveryTexts.StateTitle(s)], Name(s)));

    public IEnumerable<SelectListItem> Channels => Enum.GetValues<DeliveryChannel>().Select(c => new SelectListItem(T[DeliveryTexts.ChannelTitle(c)], Name(c)));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Forbid();
        Result = await list.HandleAsync(Query, new DeliveryFilter(Read<DeliveryState>(State), Read<DeliveryChannel>(Channel)), actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostRetryAsync(string id, CancellationToken cancellation) =>
        Answer(await retry.HandleAsync(id, await current.GetAsync(), cancellation), T["已重新排入发送队列。"]);

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellation) =>
        Answer(await test.HandleAsync(await current.GetAsync(), cancellation), T["测试邮件已排入发送队列，结果见下表。"]);

    private IActionResult Answer(Result result, string done)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect(QueryUrl.With(Request, ("handler", null), ("id", null)));
    }

    private static T? Read<T>(string? name) where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
