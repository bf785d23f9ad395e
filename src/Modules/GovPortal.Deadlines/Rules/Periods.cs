using GovPortal.Clocks;

namespace GovPortal.Deadlines.Rules;

/// <summary>One period of a duty that comes back: a month, a quarter or a year.</summary>
/// <param name="First">First day of the period.</param>
/// <param name="Last">Last day: what is done up to here counts for this period, in time or late.</param>
/// <param name="From">What the rule is counted from to give <paramref name="Due"/>.</param>
public sealed record Period(DateOnly First, DateOnly Last, DateOnly From, DateOnly Due);

/// <summary>The periods of rules that name a date of the calendar: <c>dom29</c>, <c>qend</c>, <c>yearly0131</c>.</summary>
public static class Periods
{
    public static bool IsPeriodic(DeadlineRule rule) => rule.Kind is RuleKind.DayOfMonth or RuleKind.QuarterEnd or RuleKind.Yearly;

    /// <summary>The period a day lies in.</summary>
    public static Period Of(DeadlineRule rule, DateOnly day, WorkingCalendar calendar)
    {
        var months = rule.Kind switch { RuleKind.DayOfMonth => 1, RuleKind.QuarterEnd => 3, _ => 12 };
        var first = new DateOnly(day.Year, (day.Month - 1) / months * months + 1, 1);
        var last = first.AddMonths(months).AddDays(-1);
        if (rule.Kind != RuleKind.DayOfMonth) return new Period(first, last, first, Due(first));
        // The 1st can be pulled back into the month before; counted from the first, the rule would give the next month's.
        var named = new DateOnly(first.Year, first.Month, Math.Min(rule.Amount, last.Day));
        var pulled = calendar.WorkingDayOnOrBefore(named);
        return new Period(first, last, pulled < first ? pulled : first, pulled);

        DateOnly Due(DateOnly from) => Deadline.Explain(from, rule, calendar).Value!.Due!.Value;
    }

    public static Period Next(DeadlineRule rule, Period period, WorkingCalendar calendar) => Of(rule, period.Last.AddDays(1), calendar);
}
