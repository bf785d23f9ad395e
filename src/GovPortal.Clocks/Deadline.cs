using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>
/// Derives a deadline from a start, a rule and a calendar. A pure function: the same input gives the same answer,
/// so every open clock can be derived anew when a year's holidays are announced.
/// </summary>
public static class Deadline
{
    /// <summary>
    /// The due date with its working. Day 0 is never counted (收到之日的次日起计算). Failure code:
    /// <c>clock.instant-needed</c> (a rule in hours and a start without a time of day).
    /// </summary>
    /// <param name="from">The start: a legal date, or an instant for rules in hours.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="calendar">The working calendar.</param>
    /// <param name="pauses">Days on which a day rule stands still; may be null.</param>
    public static Result<DeadlineWorking> Explain(ClockStart from, DeadlineRule rule, WorkingCalendar calendar, IReadOnlyList<ClockPause>? pauses = null)
    {
        var date = from.Date;
        return rule.Kind switch
        {
            RuleKind.WorkingDays => DayCount.WorkingDays(from, rule, calendar, pauses ?? []),
            RuleKind.NaturalDays => DayCount.NaturalDays(from, rule, calendar, pauses ?? []),
            RuleKind.Hours when from.InstantUtc is not { } => Failure.Of("clock.instant-needed", from.ToString()),
            RuleKind.Hours => HourCount.Hours(from, rule, calendar),
            RuleKind.Months => FixedDates.Months(from, rule, calendar, "个月届满"),
            RuleKind.EveryMonths => FixedDates.Months(from, rule, calendar, "个月内须有更新"),
            RuleKind.SameDay => On(from, rule, date, new DeadlineStep(date, true, "当日 23:59:59 前" + FixedDates.RestNote(calendar, date, "，休息日不顺延"))),
            RuleKind.DayOfMonth => FixedDates.DayOfMonth(from, rule, calendar),
            RuleKind.QuarterEnd => FixedDates.QuarterEnd(from, rule, calendar),
            RuleKind.Yearly => FixedDates.Yearly(from, rule, calendar),
            RuleKind.MinimumDays => DayCount.Minimum(from, rule),
            RuleKind.OnChange => None(from, rule, "内容变更时更新，不设截止日期"),
            _ => None(from, rule, "与文件同步公开，不设截止日期"),
        };
    }

    internal static DeadlineWorking On(ClockStart from, DeadlineRule rule, DateOnly due, params IReadOnlyList<DeadlineStep> steps) =>
        new(from, rule, due, CivilTime.EndOfDayUtc(due), null, false, steps);

    private static DeadlineWorking None(ClockStart from, DeadlineRule rule, string why) =>
        new(from, rule, null, null, null, false, [new DeadlineStep(from.Date, false, why)]);
}
