namespace GovPortal.Notifications.Model;

public enum DeliveryChannel
{
    Mail,
    Webhook,
}

/// <summary>What a delivery carries.</summary>
public enum DeliveryKind
{
    /// <summary>One notice.</summary>
    Notice,
    /// <summary>A day's unread notices.</summary>
    Digest,
    /// <summary>A mail that a workflow wrote.</summary>
    Message,
    /// <summary>An event of the log.</summary>
    Event,
    /// <summary>Somebody tries whether it arrives.</summary>
    Test,
}

/// <summary>The three states of a delivery, as the list names them.</summary>
public enum DeliveryState
{
    Waiting,
    Sent,
    Failed,
}

/// <summary>
/// Something to be sent beyond the portal, queued in the transaction that gave cause for it. The row is the truth; a
/// sweeper under a lease sends it. Neither sent nor parked means it waits.
/// </summary>
public sealed class Delivery
{
    /// <summary>Part of a mail's Message-ID and the <c>X-GovPortal-Delivery</c> of a webhook, the same at every attempt.</summary>
    public required string Id { get; init; }
    /// <summary>What makes it once-only.</summary>
    public required string Key { get; init; }
    public DeliveryChannel Channel { get; init; }
    public DeliveryKind Kind { get; init; }
    /// <summary>Whose mail it is; the address is looked up when it is sent. Null where <see cref="Payload"/> names addresses.</summary>
    public string? UserId { get; init; }
    public string? NoticeId { get; init; }
    public string? WebhookId { get; init; }
    public string? AgencyId { get; init; }
    /// <summary>A webhook's body, byte for byte; a workflow's mail as JSON, emptied once it is sent.</summary>
    public string Payload { get; set; } = "";
    public DateTime CreatedUtc { get; init; }
    public DateTime DueUtc { get; set; }
    public int Attempts { get; set; }
    /// <summary>A failure code and its values, separated by spaces; null where it went well.</summary>
    public string? LastError { get; set; }
    public DateTime? SentUtc { get; set; }
    /// <summary>When it was given up.</summary>
    public DateTime? ParkedUtc { get; set; }

    public DeliveryState State => SentUtc is not null ? DeliveryState.Sent : ParkedUtc is not null ? DeliveryState.Failed : DeliveryState.Waiting;
}
