using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;

namespace GovPortal.Notifications.Activities;

/// <summary>
/// Orchard's notification, put into inboxes: to holders of roles, to who wrote the item, or, where nobody is named, to the
/// person on whose behalf the workflow runs. Once a step, however often the step is tried.
/// </summary>
internal sealed class NotifyTask(INotify notify) : IActivity
{
    private const string Administrator = "Administrator";

    /// <summary>Orchard's types, by number: success, information, warning, error.</summary>
    private static readonly string[] TonesByType = ["success", "info", "warning", "danger"];

    public string Name => "NotifyTask";

    public string Title => "发出通知";

    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("NotificationType", "通知类型：0 办结，1 通知，2 提醒，3 紧急", ActivityPropertyKind.Number),
        new("Message", "通知内容", ActivityPropertyKind.Liquid, Required: true),
        new("Title", "通知标题（不填则取内容的第一行）", ActivityPropertyKind.Liquid),
        new("Url", "打开通知时前往的后台页面", ActivityPropertyKind.Liquid),
        new("Roles", "通知哪些角色", ActivityPropertyKind.TextList),
        new("ToSection", "只通知责任机关、责任科室的人员", ActivityPropertyKind.Boolean),
        new("ToContributors", "通知起草和修改过该信息的人", ActivityPropertyKind.Boolean),
    ];

    public IReadOnlyList<Failure> Check(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var failures = new List<Failure>();
        if (properties["NotificationType"] is { } type && (type is not JsonValue value || !value.TryGetValue<int>(out var number) || number < 0 || number >= TonesByType.Length))
        {
            failures.Add(Failure.At("NotificationType", "notice.unknown-type"));
        }
        if (properties["ToSection"] is JsonValue flag && flag.TryGetValue<bool>(out var toSection) && toSection && properties["Roles"] is not JsonArray { Count: > 0 })
        {
            failures.Add(Failure.At("Roles", "notice.roles-needed"));
        }
        return failures;
    }

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var place = await ActivityPlace.OfAsync(context, cancellation);
        if (await NoticeTexts.UrlAsync(context, place, cancellation) is not { } url) return NoticeTexts.NotLocal();
        var toSection = context.Flag("ToSection");
        // «Of the section» without knowing which would be everyone everywhere.
        if (toSection && place.AgencyId is null) return ActivityResult.Fault(Failure.At("ToSection", "notice.place-unknown"));

        var to = context.TextList("Roles").Select(r => toSection ? new Recipients(Role: r, AgencyId: place.AgencyId, SectionId: place.SectionId) : new Recipients(Role: r)).ToList();
        if (context.Flag("ToContributors")) to.Add(new Recipients(place.ContributorIds));
        if (to.Count == 0) to.Add(context.Actor.UserId == Actor.System.UserId ? new Recipients(Role: Administrator) : new Recipients([context.Actor.UserId]));

        var (title, text) = await NoticeTexts.OfAsync(context, cancellation);
        var tone = TonesByType[Math.Clamp(context.Number("NotificationType") ?? 1, 0, TonesByType.Length - 1)];
        var told = await notify.SendAsync(
            context.Tx!, new Notice(context.StepId, title, text, url, tone, place.ContentItemId ?? context.CorrelationId, place.AgencyId), to, cancellation);
        return ActivityResult.Of(ActivityResult.DoneName, JsonValue.Create(told));
    }
}
