namespace GovPortal.Clocks;

/// <summary>Rules that name a date of the calendar instead of counting days.</summary>
internal static class FixedDates
{
    public static DeadlineWorking Months(ClockStart from, DeadlineRule rule, WorkingCalendar calendar, string why)
    {
        var due = from.Date.AddMonths(rule.Amount);
        var clamped = due.Day < from.Date.Day ? "，当月无此日，取月末" : "";
        return Deadline.On(from, rule, due,
            new DeadlineStep(from.Date, false, "起算日，不计入"),
            new DeadlineStep(due, true, $"{rule.Amount}{why}{clamped}{RestNote(calendar, due, "，休息日不顺延")}"));
    }

    public static DeadlineWorking QuarterEnd(ClockStart from, DeadlineRule rule, WorkingCalendar calendar)
    {
        var month = (from.Date.Month + 2) / 3 * 3;
        var due = new DateOnly(from.Date.Year, month, DateTime.DaysInMonth(from.Date.Year, month));
        return Deadline.On(from, rule, due, new DeadlineStep(due, true, $"第{month / 3}季度末{RestNote(calendar, due, "，休息日不顺延")}"));
    }

    public static DeadlineWorking Yearly(ClockStart from, DeadlineRule rule, WorkingCalendar calendar)
    {
        var (month, day) = (rule.Amount / 100, rule.Amount % 100);
        var due = DayIn(from.Date.Year, month, day);
        if (due < from.Date) due = DayIn(from.Date.Year + 1, month, day);
        return Deadline.On(from, rule, due, new DeadlineStep(due, true, $"每年{month}月{day}日{RestNote(calendar, due, "，休息日不顺延")}"));
    }

    /// <summary>The next such day not before the start; each month's own date is pulled back first, then compared (R40).</summary>
    public static DeadlineWorking DayOfMonth(ClockStart from, DeadlineRule rule, WorkingCalendar calendar)
    {
        var month = new DateOnly(from.Date.Year, from.Date.Month, 1);
        while (true)
        {
            var named = DayIn(month.Year, month.Month, rule.Amount);
            var due = calendar.WorkingDayOnOrBefore(named);
            if (due >= from.Date) return PulledBack(from, rule, calendar, named, due);
            month = month.AddMonths(1);
        }
    }

    /// <summary>Empty on a working day; otherwise what kind of rest day it is, and the given consequence.</summary>
    public static string RestNote(WorkingCalendar calendar, DateOnly date, string consequence) => calendar.KindOf(date) switch
    {
        DayKind.Weekend => $"（周末{consequence}）",
        DayKind.Holiday => $"（{HolidayName(calendar, date)}{consequence}）",
        _ => "",
    };

    public static string HolidayName(WorkingCalendar calendar, DateOnly date) =>
        calendar.NameOf(date) is { } name ? $"{name}放假" : "法定节假日放假";

    private static DeadlineWorking PulledBack(ClockStart from, DeadlineRule rule, WorkingCalendar calendar, DateOnly named, DateOnly due)
    {
        var title = named.Day < rule.Amount ? $"本月无{rule.Amount}日，取月末{named.Day}日" : $"每月{rule.Amount}日";
        var steps = new List<DeadlineStep>();
        var provisional = false;
        for (var day = named; day >= due; day = day.AddDays(-1))
        {
            provisional |= !calendar.IsAnnounced(day.Year);
            var why = day == named ? title : "前一日";
            steps.Add(day == due
                ? new DeadlineStep(day, true, day == named ? title : "提前至此工作日")
                : new DeadlineStep(day, false, why + RestNote(calendar, day, "")));
        }
        return Deadline.On(from, rule, due, steps) with { Provisional = provisional };
    }

    private static DateOnly DayIn(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
}
