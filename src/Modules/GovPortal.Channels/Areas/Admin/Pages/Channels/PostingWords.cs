using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Text;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>A posting in words.</summary>
internal static class PostingWords
{
    public static string State(ChannelPosting posting) =>
        posting.NeedsHand ? "需人工撤下" : posting.Task == PostingTask.Withdraw ? "正在撤下" : posting.Kind == ChannelKind.Media ? "已刊发" : PostingStates.Title(posting.State);

    public static string Tone(ChannelPosting posting) =>
        posting.NeedsHand ? "danger" : posting.Task != PostingTask.None && posting.LastError is not null ? "warning" : PostingStates.Tone(posting.State);

    /// <summary>What went wrong last; null where all went well.</summary>
    public static string? Error(ITexts texts, ChannelPosting posting) => posting.LastError is { } error ? texts.Of(SendOutcome.FailureOf(error)) : null;
}
