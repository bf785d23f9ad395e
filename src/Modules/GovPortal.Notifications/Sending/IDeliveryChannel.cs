using GovPortal.Notifications.Model;

namespace GovPortal.Notifications.Sending;

/// <summary>How an attempt ended.</summary>
/// <param name="Error">A failure code and its values, separated by spaces; null where it was sent.</param>
/// <param name="IsFinal">Trying again is of no use.</param>
/// <param name="IsUnreachable">Nobody answers there: nothing more goes to the same target for now.</param>
internal sealed record Attempt(string? Error, bool IsFinal = false, bool IsUnreachable = false)
{
    public static Attempt Sent { get; } = new((string?)null);

    /// <summary>The notices that were told of; they are marked in the transaction that records the success.</summary>
    public IReadOnlyList<string> NoticeIds { get; init; } = [];

    /// <summary>There was nothing left to send; the delivery is done, with a remark.</summary>
    public bool IsNothing { get; init; }
}

/// <summary>A way out of the portal: mail, webhooks.</summary>
internal interface IDeliveryChannel
{
    DeliveryChannel Kind { get; }

    /// <summary>False where it is switched off; what waits goes on waiting.</summary>
    bool IsOn { get; }

    /// <summary>One attempt. Throwing counts as a failed attempt.</summary>
    Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellation);

    /// <summary>At the end of a sweep: connections are closed.</summary>
    Task CloseAsync();
}
