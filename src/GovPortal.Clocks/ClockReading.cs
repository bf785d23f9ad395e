namespace GovPortal.Clocks;

/// <summary>
/// How a text of a task table was read: a rule and its start, or unread with the reason. A text that holds more
/// than the reader understands is unread as a whole: a clock is never guessed.
/// </summary>
/// <param name="Text">The text as it stands in the table.</param>
/// <param name="Rule">The rule, or null where the text is unread or empty.</param>
/// <param name="From">The event that starts the clock; null where the text names none.</param>
/// <param name="OrFrom">A second event that starts the same clock anew (形成或者变更).</param>
/// <param name="Why">Why the text is unread, in Chinese; null where it was read or is empty.</param>
public sealed record ClockReading(string Text, DeadlineRule? Rule, ClockEvent? From, ClockEvent? OrFrom, string? Why)
{
    public static ClockReading Empty { get; } = new("", null, null, null, null);

    /// <summary>True where the text says something the reader does not understand.</summary>
    public bool IsUnread => Why is not null;
}
