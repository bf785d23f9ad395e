using System.Globalization;
using System.Text.RegularExpressions;

namespace GovPortal.Portal.Rules;

/// <summary>How a column stands against its update rule on a day (更新要求).</summary>
/// <param name="Status"><c>fresh</c>, <c>due</c>, <c>stale</c>, <c>empty</c> or <c>none</c>, as the templates know it.</param>
/// <param name="NextDue">The day by which the next update is due; null where the rule sets no date.</param>
public sealed partial record Freshness(string Status, DateOnly? NextDue)
{
    /// <summary>The longest time before the due day at which a column counts as nearly due, in days.</summary>
    private const int MaxNoticeDays = 30;

    private static readonly Freshness Empty = new("empty", null);
    private static readonly Freshness NoRule = new("none", null);

    /// <summary>
    /// <c>everyNmo</c> and <c>everyNy</c> count calendar months from the last update, clamped to a short month's end; the
    /// last sixth of the interval, 30 days at most, is <c>due</c>. Rules that follow an event (<c>on-change</c>,
    /// <c>with-document</c>) set no date. A column that never published anything is <c>empty</c> under every rule.
    /// </summary>
    public static Freshness Of(string? rule, DateOnly? lastUpdate, DateOnly today)
    {
        if (lastUpdate is not { } last) return Empty;
        if (Months(rule) is not { } months) return NoRule;
        var due = last.AddMonths(months);
        var notice = Math.Min(MaxNoticeDays, (due.DayNumber - last.DayNumber) / 6);
        return new Freshness(today > due ? "stale" : today > due.AddDays(-notice) ? "due" : "fresh", due);
    }

    private static int? Months(string? rule) =>
        rule is not null && Every().Match(rule) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "y" ? 12 : 1)
            : null;

    [GeneratedRegex(@"^every([1-9][0-9]{0,2})(mo|y)\z")]
    private static partial Regex Every();
}
