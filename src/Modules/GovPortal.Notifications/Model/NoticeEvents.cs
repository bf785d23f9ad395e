using GovPortal.Kernel.Events;

namespace GovPortal.Notifications.Model;

internal static class NoticeEvents
{
    /// <summary>The subject is the webhook's id. Payload: <c>what</c> = created, changed, enabled, disabled, rotated or deleted.</summary>
    public const string WebhookChanged = "webhook.changed";
    /// <summary>The subject is what the workflow is about. Payload: <c>role</c>, <c>people</c> (how many were told), <c>workflow</c> (the instance's id).</summary>
    public const string Escalated = "notice.escalated";

    public static IEnumerable<EventKind> Kinds => [new(WebhookChanged, "修改数据推送"), new(Escalated, "督办升级")];

    internal static EventDraft Changed(string what, Webhook webhook, string actorId) =>
        new(WebhookChanged, actorId, webhook.Id, AgencyId: webhook.AgencyId, Payload: new Dictionary<string, object?> { ["what"] = what });
}
