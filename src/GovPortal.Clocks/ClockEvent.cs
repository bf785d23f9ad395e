namespace GovPortal.Clocks;

/// <summary>What starts a clock of a task table (起算事件); spelled in lower case in open formats.</summary>
public enum ClockEvent
{
    /// <summary>信息形成: the information came into being.</summary>
    Formed,

    /// <summary>印发: the document was issued.</summary>
    Issued,

    /// <summary>变更: the information changed.</summary>
    Changed,

    /// <summary>收到: a question or request was received.</summary>
    Received,

    /// <summary>批复: the competent authority approved.</summary>
    Approved,

    /// <summary>结束: a consultation, a training or another activity ended.</summary>
    Closed,

    /// <summary>公开: the document was published.</summary>
    Published,

    /// <summary>发现: an opinion item was discovered.</summary>
    Found,
}

/// <summary>The open spelling of <see cref="ClockEvent"/>.</summary>
public static class ClockEvents
{
    public static string Code(this ClockEvent clockEvent) => clockEvent.ToString().ToLowerInvariant();

    /// <summary>The event of a code such as <c>formed</c>, or null.</summary>
    public static ClockEvent? FromCode(string code) =>
        Enum.GetValues<ClockEvent>().Where(e => e.Code() == code).Select(e => (ClockEvent?)e).FirstOrDefault();
}
