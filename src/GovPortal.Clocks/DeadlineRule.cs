using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>The kinds of clock rule; the unit of <see cref="DeadlineRule.Amount"/> stands with each.</summary>
public enum RuleKind
{
    /// <summary><c>5wd</c>: working days; day 0 is not counted.</summary>
    WorkingDays,

    /// <summary><c>20d</c>: natural days; day 0 is not counted, a due date on a rest day stays.</summary>
    NaturalDays,

    /// <summary><c>48h</c>: hours on the wall clock, rest days included.</summary>
    Hours,

    /// <summary><c>1mo</c>: calendar months, clamped to a short month's end, not rolled (R38).</summary>
    Months,

    /// <summary><c>same-day</c>: 23:59:59 of the day itself, rest day or not (R35). No amount.</summary>
    SameDay,

    /// <summary><c>dom29</c>: day of the month, the last day of a short month, pulled back to a working day (R40).</summary>
    DayOfMonth,

    /// <summary><c>qend</c>: the last day of the quarter. No amount.</summary>
    QuarterEnd,

    /// <summary><c>yearly0131</c>: a day of the year; the amount is month × 100 + day.</summary>
    Yearly,

    /// <summary><c>min30d</c>: at least so many natural days; no deadline.</summary>
    MinimumDays,

    /// <summary><c>every3mo</c>, <c>every1y</c>: freshness, in calendar months.</summary>
    EveryMonths,

    /// <summary><c>on-change</c>: freshness whenever something changes; no date. No amount.</summary>
    OnChange,

    /// <summary><c>with-document</c>: together with the document; no date. No amount.</summary>
    WithDocument,
}

/// <summary>A clock rule (时限规则) with its stable spelling, the RULE of the command line and of task tables.</summary>
public sealed partial record DeadlineRule
{
    /// <summary>Largest amount of each unit: about a hundred years.</summary>
    private const int MaxWorkingDays = 25_000, MaxDays = 36_500, MaxHours = 876_000, MaxMonths = 1_200;

    private DeadlineRule(RuleKind kind, int amount) => (Kind, Amount) = (kind, amount);

    public RuleKind Kind { get; }

    /// <summary>In the unit of <see cref="Kind"/>; 0 where the kind has no amount.</summary>
    public int Amount { get; }

    public static DeadlineRule SameDay { get; } = new(RuleKind.SameDay, 0);

    public static DeadlineRule QuarterEnd { get; } = new(RuleKind.QuarterEnd, 0);

    public static DeadlineRule OnChange { get; } = new(RuleKind.OnChange, 0);

    public static DeadlineRule WithDocument { get; } = new(RuleKind.WithDocument, 0);

    /// <summary>True for the rules that say how often a column is renewed, not when an item is due.</summary>
    public bool IsFreshness => Kind is RuleKind.EveryMonths or RuleKind.OnChange or RuleKind.WithDocument;

    /// <summary>True where the due date can change when a year's holidays are announced.</summary>
    public bool UsesCalendar => Kind is RuleKind.WorkingDays or RuleKind.DayOfMonth;

    /// <summary>Reads a RULE. Failure codes: <c>clock.bad-rule</c>, <c>clock.rule-out-of-range</c>.</summary>
    public static Result<DeadlineRule> Parse(string text)
    {
        text = text.Trim();
        if (text is "same-day") return SameDay;
        if (text is "qend") return QuarterEnd;
        if (text is "on-change") return OnChange;
        if (text is "with-document") return WithDocument;

        var match = Spelling().Match(text);
        if (!match.Success) return Failure.Of("clock.bad-rule", text);
        if (match.Groups["yearly"].Success) return Yearly(text, match.Groups["yearly"].ValueSpan);

        if (!int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return Failure.Of("clock.rule-out-of-range", text);
        }
        var (kind, amount, max) = (match.Groups["head"].Value, match.Groups["unit"].Value) switch
        {
            ("", "wd") => (RuleKind.WorkingDays, n, MaxWorkingDays),
            ("", "d") => (RuleKind.NaturalDays, n, MaxDays),
            ("", "h") => (RuleKind.Hours, n, MaxHours),
            ("", "mo") => (RuleKind.Months, n, MaxMonths),
            ("dom", "") => (RuleKind.DayOfMonth, n, 31),
            ("min", "d") => (RuleKind.MinimumDays, n, MaxDays),
            ("every", "mo") => (RuleKind.EveryMonths, n, MaxMonths),
            ("every", "y") => (RuleKind.EveryMonths, n > MaxMonths ? n : n * 12, MaxMonths),
            _ => (RuleKind.OnChange, -1, -1),
        };
        if (max < 0) return Failure.Of("clock.bad-rule", text);
        return amount < 1 || amount > max ? Failure.Of("clock.rule-out-of-range", text) : new DeadlineRule(kind, amount);
    }

    /// <summary>The RULE, in its one normal spelling (<c>every12mo</c> is written <c>every1y</c>).</summary>
    public override string ToString() => Kind switch
    {
        RuleKind.WorkingDays => $"{Amount}wd",
        RuleKind.NaturalDays => $"{Amount}d",
        RuleKind.Hours => $"{Amount}h",
        RuleKind.Months => $"{Amount}mo",
        RuleKind.SameDay => "same-day",
        RuleKind.DayOfMonth => $"dom{Amount}",
        RuleKind.QuarterEnd => "qend",
        RuleKind.Yearly => $"yearly{Amount:0000}",
        RuleKind.MinimumDays => $"min{Amount}d",
        RuleKind.EveryMonths when Amount % 12 == 0 => $"every{Amount / 12}y",
        RuleKind.EveryMonths => $"every{Amount}mo",
        RuleKind.OnChange => "on-change",
        _ => "with-document",
    };

    private static Result<DeadlineRule> Yearly(string text, ReadOnlySpan<char> digits)
    {
        var (month, day) = (int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..], CultureInfo.InvariantCulture));
        // 2000 was a leap year: 29 February is a valid rule and is clamped in ordinary years.
        return month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000, month)
            ? Failure.Of("clock.rule-out-of-range", text)
            : new DeadlineRule(RuleKind.Yearly, month * 100 + day);
    }

    [GeneratedRegex(@"^(?:yearly(?<yearly>[0-9]{4})|(?<head>dom|min|every|)(?<n>[0-9]{1,9})(?<unit>wd|d|h|mo|y|))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spelling();
}
