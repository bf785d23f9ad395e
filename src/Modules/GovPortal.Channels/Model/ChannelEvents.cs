using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;

namespace GovPortal.Channels.Model;

/// <summary>What happens to channels and postings. Payloads hold ids and codes; no title, no secret, nobody's words.</summary>
internal static class ChannelEvents
{
    /// <summary>Subject: the channel. Payload: <c>what</c> = created, changed, enabled, disabled, secret.</summary>
    public const string Changed = "channel.changed";
    /// <summary>Subject: the item. Payload: <c>posting</c>, <c>channel</c>.</summary>
    public const string NeedsHand = "posting.needs-hand";
    /// <summary>As <see cref="NeedsHand"/>, with <c>what</c> = recorded, changed, removed.</summary>
    public const string MediaRecorded = "posting.media";
    /// <summary>Who exported public items. Payload: <c>format</c>, <c>items</c>.</summary>
    public const string Exported = "site.exported";

    private static readonly (PostingState State, string Title)[] Moves =
    [
        (PostingState.Queued, "列入渠道发送"), (PostingState.Submitted, "已报送渠道"), (PostingState.Accepted, "渠道已受理"), (PostingState.Online, "渠道已上线"),
        (PostingState.Refused, "渠道退回"), (PostingState.Failed, "渠道发送失败"), (PostingState.Withdrawn, "渠道已撤下"), (PostingState.Superseded, "渠道改用新版本"),
    ];

    public static IEnumerable<EventKind> Kinds =>
    [
        new(Changed, "修改发布渠道"), new(NeedsHand, "渠道需人工撤下"), new(MediaRecorded, "登记媒体刊发"), new(Exported, "导出公开信息"),
        .. Moves.Select(m => new EventKind(KindOf(m.State), m.Title)),
    ];

    private static string KindOf(PostingState state) => "posting." + PostingStates.Code(state);

    public static EventDraft ChannelChanged(string what, Channel channel, Actor actor) =>
        new(Changed, actor.UserId, channel.Id, AgencyId: channel.AgencyId, Payload: new Dictionary<string, object?> { ["what"] = what });

    /// <summary>The posting has just come into its state.</summary>
    public static EventDraft Moved(ChannelPosting posting, Actor actor) => Of(KindOf(posting.State), posting, actor);

    public static EventDraft Hand(ChannelPosting posting, Actor actor) => Of(NeedsHand, posting, actor);

    public static EventDraft Media(string what, ChannelPosting posting, Actor actor) => Of(MediaRecorded, posting, actor, ("what", what));

    private static EventDraft Of(string kind, ChannelPosting posting, Actor actor, params (string Name, object? Value)[] more) => new(
        kind, actor.UserId, posting.ContentItemId, posting.VersionId, posting.AgencyId,
        more.Prepend(("channel", posting.ChannelId ?? ChannelKinds.Code(posting.Kind))).Prepend(("posting", posting.Id)).ToDictionary(m => m.Item1, m => m.Item2));
}
