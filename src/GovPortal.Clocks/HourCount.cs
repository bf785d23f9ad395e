using System.Globalization;

namespace GovPortal.Clocks;

/// <summary>Rules in hours run on the wall clock, nights and rest days included (R39).</summary>
internal static class HourCount
{
    public static DeadlineWorking Hours(ClockStart from, DeadlineRule rule, WorkingCalendar calendar)
    {
        var startUtc = from.InstantUtc!.Value;
        var dueUtc = startUtc.AddHours(rule.Amount);
        var due = CivilTime.DateOf(dueUtc);
        var steps = new List<DeadlineStep>();
        for (var day = from.Date; day <= due; day = day.AddDays(1))
        {
            var why = day == from.Date ? $"{Clock(startUtc)} 起连续计时" : day == due ? "" : "连续计时";
            if (day == due) why += $"{(why.Length > 0 ? "，" : "")}{Clock(dueUtc)} 满{rule.Amount}小时";
            steps.Add(new DeadlineStep(day, true, why + FixedDates.RestNote(calendar, day, "，休息日不扣除")));
        }
        return new DeadlineWorking(from, rule, due, dueUtc, null, false, steps);
    }

    private static string Clock(DateTime utc) => CivilTime.ToCivil(utc).ToString("HH:mm", CultureInfo.InvariantCulture);
}
