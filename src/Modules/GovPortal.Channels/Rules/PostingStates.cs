namespace GovPortal.Channels.Rules;

/// <summary>Where a posting stands.</summary>
public enum PostingState
{
    /// <summary>待发送.</summary>
    Queued,
    /// <summary>已报送: the other side has it.</summary>
    Submitted,
    /// <summary>已受理: it says that it will show it.</summary>
    Accepted,
    /// <summary>已上线.</summary>
    Online,
    /// <summary>被退回, with a reason.</summary>
    Refused,
    /// <summary>发送失败: given up until somebody sends it again.</summary>
    Failed,
    /// <summary>已撤下.</summary>
    Withdrawn,
    /// <summary>已由新版本替代.</summary>
    Superseded,
}

/// <summary>The states in words and in order.</summary>
public static class PostingStates
{
    /// <summary>What stands for it in receipts, addresses and events.</summary>
    public static string Code(PostingState state) => state.ToString().ToLowerInvariant();

    /// <summary>Key of an interface text.</summary>
    public static string Title(PostingState state) => state switch
    {
        PostingState.Queued => "待发送",
        PostingState.Submitted => "已报送",
        PostingState.Accepted => "已受理",
        PostingState.Online => "已上线",
        PostingState.Refused => "被退回",
        PostingState.Failed => "发送失败",
        PostingState.Withdrawn => "已撤下",
        _ => "已由新版本替代",
    };

    public static string Tone(PostingState state) => state switch
    {
        PostingState.Queued => "info",
        PostingState.Submitted or PostingState.Accepted or PostingState.Online => "success",
        PostingState.Refused or PostingState.Failed => "danger",
        _ => "neutral",
    };

    /// <summary>Whether the other side has it, as far as is known here.</summary>
    public static bool IsThere(PostingState state) => state is PostingState.Submitted or PostingState.Accepted or PostingState.Online;

    /// <summary>
    /// Whether the other side may move it so: 已报送 → 已受理 → 已上线, or 被退回 before it is online. Never back, and
    /// nothing once it is withdrawn, given up or replaced.
    /// </summary>
    public static bool MayMove(PostingState from, PostingState to) => (from, to) switch
    {
        (PostingState.Submitted, PostingState.Accepted or PostingState.Online or PostingState.Refused) => true,
        (PostingState.Accepted, PostingState.Online or PostingState.Refused) => true,
        // A receipt may be quicker than the recorded answer to the delivery it is about.
        (PostingState.Queued, PostingState.Accepted or PostingState.Online or PostingState.Refused) => true,
        _ => false,
    };
}
