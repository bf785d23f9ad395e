namespace GovPortal.Feedback;

public static class FeedbackPermissions
{
    /// <summary>Reads the letters that a section was given, drafts answers, gives back what is not the section's.</summary>
    public const string Handle = "letters.handle";

    /// <summary>Gives letters to sections, returns drafts, sends the one answer (统一答复), closes without an answer.</summary>
    public const string Dispatch = "letters.dispatch";

    /// <summary>Also sees who wrote; each look is an event.</summary>
    public const string Contact = "letters.contact";
}

/// <summary>Payloads hold ids and codes; never what was written, nor the receipt.</summary>
public static class FeedbackEvents
{
    public const string InquiryReceived = "letter.inquiry-received";
    public const string CorrectionReceived = "letter.correction-received";
    /// <summary>Payload: section, weighty.</summary>
    public const string Dispatched = "letter.dispatched";
    public const string Drafted = "letter.drafted";
    /// <summary>The office sent a draft back to its section.</summary>
    public const string Returned = "letter.returned";
    /// <summary>A section gave a letter back to the office.</summary>
    public const string GivenBack = "letter.given-back";
    public const string Answered = "letter.answered";
    /// <summary>Payload: reason.</summary>
    public const string Closed = "letter.closed";
    public const string ContactSeen = "letter.contact-seen";
    public const string ContactErased = "letter.contact-erased";
    /// <summary>Payload: reply, the draft's id.</summary>
    public const string ReplyDrafted = "letter.reply-drafted";
    public const string LimitsChanged = "letter.limits-changed";
}
