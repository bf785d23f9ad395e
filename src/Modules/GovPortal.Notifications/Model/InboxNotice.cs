namespace GovPortal.Notifications.Model;

/// <summary>A notice in one person's inbox.</summary>
public sealed class InboxNotice
{
    public const int MaxKeyLength = 100;
    public const int MaxTitleLength = 200;
    public const int MaxTextLength = 2000;
    public const int MaxUrlLength = 500;

    public required string Id { get; init; }
    public required string UserId { get; init; }
    /// <summary>A person gets one notice a key.</summary>
    public required string Key { get; init; }
    public required string Title { get; init; }
    public string Text { get; init; } = "";
    public required string Url { get; init; }
    public required string Tone { get; init; }
    public string? SubjectId { get; init; }
    public string? AgencyId { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime? ReadUtc { get; set; }
    /// <summary>When a mail told of it: its own or the digest.</summary>
    public DateTime? MailedUtc { get; set; }
}

/// <summary>How a person is told by mail.</summary>
public enum MailMode
{
    /// <summary>Once a day, at 08:30; for everyone who chose nothing.</summary>
    Digest,
    /// <summary>Each notice at once.</summary>
    Each,
    Off,
}

/// <summary>What a person chose; absent where nothing was chosen.</summary>
public sealed class NoticePreference
{
    public required string UserId { get; init; }
    public MailMode Mail { get; set; }
}

/// <summary>A day whose digests were queued: the row is made in the same transaction, so a day has them once.</summary>
public sealed class DigestDay
{
    /// <summary>Civil day, Asia/Shanghai.</summary>
    public DateOnly Day { get; init; }
    public DateTime QueuedUtc { get; init; }
}
