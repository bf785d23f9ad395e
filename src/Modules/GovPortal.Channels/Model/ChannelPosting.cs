using GovPortal.Channels.Rules;

namespace GovPortal.Channels.Model;

/// <summary>What is still to be done for a posting.</summary>
public enum PostingTask { None, Send, Withdraw }

/// <summary>Where else something was printed or shown (R23).</summary>
public enum MediaForm { Newspaper, Television, Radio, Website, Other }

public static class MediaForms
{
    public static string Title(MediaForm form) => form switch
    {
        MediaForm.Newspaper => "报刊", MediaForm.Television => "电视", MediaForm.Radio => "广播", MediaForm.Website => "网站和新媒体", _ => "其他",
    };
}

/// <summary>What got where and when (R74): one row an item, channel and version; of other media one row a publication.</summary>
public sealed class ChannelPosting
{
    public const int MaxOutlet = 60, MaxReason = 300, MaxError = 200, MaxExternalId = 100;

    /// <summary>The delivery's id as the other side knows it.</summary>
    public required string Id { get; init; }
    /// <summary>What makes it once-only: channel, item and version.</summary>
    public required string Key { get; init; }
    public ChannelKind Kind { get; init; }
    /// <summary>Null for other media.</summary>
    public string? ChannelId { get; init; }
    public required string ContentItemId { get; init; }
    public required string VersionId { get; init; }
    public int Number { get; init; }
    public required string AgencyId { get; init; }
    public string? ColumnId { get; init; }
    /// <summary>Whether an earlier version had been sent there.</summary>
    public bool IsChange { get; init; }

    public PostingState State { get; private set; }
    public PostingTask Task { get; set; }
    /// <summary>需人工撤下: it stands over there and the interface can't take it away.</summary>
    public bool NeedsHand { get; set; }

    /// <summary>The other side's id: a draft's, a post's, a case's.</summary>
    public string? ExternalId { get; set; }
    /// <summary>Where it can be read over there.</summary>
    public string? Address { get; set; }
    /// <summary>Why the other side sent it back, in its own words.</summary>
    public string? Reason { get; set; }

    public int Attempts { get; set; }
    public DateTime DueUtc { get; set; }
    /// <summary>A failure code and its values, separated by spaces; null where all went well.</summary>
    public string? LastError { get; set; }
    /// <summary>Names the attempt under way, or the last one.</summary>
    public string? ClaimId { get; set; }
    /// <summary>The last attempt to send it has no known end: it may have arrived.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Queued; of other media written down.</summary>
    public DateTime CreatedUtc { get; init; }
    public DateTime StateUtc { get; private set; }
    public DateTime? SubmittedUtc { get; set; }
    public DateTime? AcceptedUtc { get; private set; }
    public DateTime? OnlineUtc { get; private set; }
    public DateTime? WithdrawnUtc { get; private set; }

    public string? Outlet { get; set; }
    public MediaForm? Form { get; set; }
    public DateOnly? PrintedOn { get; set; }
    /// <summary>Of other media: taken out of the record, with <see cref="Reason"/>.</summary>
    public DateTime? RemovedUtc { get; set; }

    public void Move(PostingState state, DateTime nowUtc)
    {
        (State, StateUtc) = (state, nowUtc);
        switch (state)
        {
            case PostingState.Submitted: SubmittedUtc ??= nowUtc; break;
            case PostingState.Accepted: AcceptedUtc ??= nowUtc; break;
            case PostingState.Online: OnlineUtc ??= nowUtc; break;
            case PostingState.Withdrawn: WithdrawnUtc ??= nowUtc; break;
        }
    }
}

/// <summary>A receipt that was taken, by its signature, for as long as the signature would hold: it is not taken twice.</summary>
public sealed class TakenReceipt
{
    public required string Signature { get; init; }
    public DateTime TakenUtc { get; init; }
}
