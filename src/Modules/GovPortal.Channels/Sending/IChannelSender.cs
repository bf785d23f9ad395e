using System.Globalization;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;

namespace GovPortal.Channels.Sending;

/// <summary>How an attempt ended.</summary>
/// <param name="Error">A failure code and its values, separated by spaces; null where it went well.</param>
internal sealed record SendOutcome(string? Error = null)
{
    /// <summary>Where it went well: what became of it.</summary>
    public PostingState State { get; init; } = PostingState.Submitted;
    public string? ExternalId { get; init; }
    public string? Address { get; init; }
    /// <summary>Why the other side sent it back.</summary>
    public string? Reason { get; init; }
    /// <summary>Trying again is of no use.</summary>
    public bool IsFinal { get; init; }
    /// <summary>Nobody answers there: nothing more goes to this channel for now.</summary>
    public bool IsUnreachable { get; init; }
    /// <summary>It may have arrived all the same.</summary>
    public bool IsUnsure { get; init; }
    /// <summary>The cover that was uploaded on the way, to be used again.</summary>
    public string? CoverMediaId { get; init; }

    public static SendOutcome Stop(string code, params object?[] args) => new(Written(Failure.Of(code, args))) { IsFinal = true };

    public static SendOutcome Later(string code, params object?[] args) => new(Written(Failure.Of(code, args)));

    /// <summary>Of a call that got no answer.</summary>
    public static SendOutcome Unanswered(Failure failure) => new(Written(failure))
    {
        IsUnreachable = failure.Code is "outbound.timeout" or "outbound.unreachable" or "outbound.cut-off" or "outbound.address-refused",
        IsUnsure = failure.Code is "outbound.timeout" or "outbound.cut-off",
    };

    public static string Written(Failure failure) => string.Join(' ', failure.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)?.Replace(' ', '_')).Prepend(failure.Code));

    /// <summary>The failure that was written down.</summary>
    public static Failure FailureOf(string error) => error.Split(' ') is [var code, .. var values] ? Failure.Of(code, [.. values, "", ""]) : Failure.Of(error);
}

/// <summary>Speaks what one kind of channel understands. Throwing counts as a failed attempt.</summary>
internal interface IChannelSender
{
    ChannelKind Kind { get; }

    /// <summary>Whether the other side takes the same posting twice for one.</summary>
    bool IsIdempotent { get; }

    Task<SendOutcome> SendAsync(Channel channel, string secret, ChannelPosting posting, Parcel parcel, CancellationToken cancellation);

    /// <summary>Takes it down; an error that is final leaves it to be done by hand.</summary>
    Task<SendOutcome> WithdrawAsync(Channel channel, string secret, ChannelPosting posting, CancellationToken cancellation);

    /// <summary>Whether the other side knows us.</summary>
    Task<SendOutcome> TestAsync(Channel channel, string secret, CancellationToken cancellation);
}
