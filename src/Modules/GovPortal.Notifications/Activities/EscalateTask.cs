using System.Text.Json.Nodes;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Notifications.Model;

namespace GovPortal.Notifications.Activities;

/// <summary>
/// Takes a matter to a higher role of the place it belongs to (督办升级): an urgent notice and an event, also where nobody
/// holds the role; then the outcome says so.
/// </summary>
internal sealed class EscalateTask(INotify notify) : IActivity
{
    private const string Nobody = "Nobody";
    private const string DefaultRole = "DeputyLeader";

    public string Name => "EscalateTask";

    public string Title => "升级督办";

    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Role", "报告给哪个角色（不填则为分管领导）", ActivityPropertyKind.Text),
        new("Message", "通知内容", ActivityPropertyKind.Liquid, Required: true),
        new("Title", "通知标题（不填则取内容的第一行）", ActivityPropertyKind.Liquid),
        new("Url", "打开通知时前往的后台页面", ActivityPropertyKind.Liquid),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => [ActivityResult.DoneName, Nobody];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var place = await ActivityPlace.OfAsync(context, cancellation);
        if (await NoticeTexts.UrlAsync(context, place, cancellation) is not { } url) return NoticeTexts.NotLocal();
        if (place.AgencyId is null) return ActivityResult.Fault(Failure.Of("notice.place-unknown"));
        var role = context.Text("Role") is { Length: > 0 } given ? given : DefaultRole;
        var subject = place.ContentItemId ?? context.CorrelationId;
        var (title, text) = await NoticeTexts.OfAsync(context, cancellation);
        var told = await notify.SendAsync(
            context.Tx!, new Notice(context.StepId, title, text, url, "danger", subject, place.AgencyId),
            [new Recipients(Role: role, AgencyId: place.AgencyId, SectionId: place.SectionId)], cancellation);
        context.Tx!.Append(new EventDraft(NoticeEvents.Escalated, context.Actor.UserId, subject, AgencyId: place.AgencyId,
            Payload: new Dictionary<string, object?> { ["role"] = role, ["people"] = told, ["workflow"] = context.InstanceId }));
        return ActivityResult.Of(told > 0 ? ActivityResult.DoneName : Nobody, JsonValue.Create(told));
    }
}
