namespace GovPortal.Decisions;

public static class DecisionPermissions
{
    /// <summary>Reads, codes and exports the comments of the section's consultations, without personal data.</summary>
    public const string Handle = "consultations.handle";

    /// <summary>Also sees who wrote a comment; each look is an event.</summary>
    public const string SeeContact = "consultations.contact";
}

public static class DecisionEvents
{
    /// <summary>The first day of a consultation has begun, or it went online during its days.</summary>
    public const string Opened = "consultation.opened";
    public const string Closed = "consultation.closed";
    public const string Received = "consultation.comment-received";
    /// <summary>Payload: comments (how many), adoption.</summary>
    public const string Coded = "consultation.comments-coded";
    public const string Hidden = "consultation.comments-hidden";
    public const string Shown = "consultation.comments-shown";
    /// <summary>Somebody looked at a writer's name and contact; payload: comment.</summary>
    public const string ContactSeen = "consultation.contact-seen";
    public const string Exported = "consultation.comments-exported";
    /// <summary>Payload: report, the draft's id.</summary>
    public const string ReportDrafted = "consultation.report-drafted";
}
