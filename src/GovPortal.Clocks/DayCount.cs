namespace GovPortal.Clocks;

/// <summary>Rules that count day by day from the day after the start.</summary>
internal static class DayCount
{
    private const string StartWhy = "起算日，不计入";

    public static DeadlineWorking WorkingDays(ClockStart from, DeadlineRule rule, WorkingCalendar calendar, IReadOnlyList<ClockPause> pauses)
    {
        var steps = new List<DeadlineStep> { new(from.Date, false, StartWhy) };
        var provisional = false;
        var (day, counted) = (from.Date, 0);
        while (counted < rule.Amount)
        {
            day = day.AddDays(1);
            provisional |= !calendar.IsAnnounced(day.Year);
            if (PauseOn(day, pauses) is { } pause)
            {
                steps.Add(new DeadlineStep(day, false, pause.Why));
                continue;
            }
            var counts = calendar.IsWorkingDay(day);
            if (counts) counted++;
            steps.Add(new DeadlineStep(day, counts, Why(calendar, day, counted)));
        }
        return Deadline.On(from, rule, day, steps) with { Provisional = provisional };
    }

    public static DeadlineWorking NaturalDays(ClockStart from, DeadlineRule rule, WorkingCalendar calendar, IReadOnlyList<ClockPause> pauses)
    {
        var steps = new List<DeadlineStep> { new(from.Date, false, StartWhy) };
        var (day, counted) = (from.Date, 0);
        while (counted < rule.Amount)
        {
            day = day.AddDays(1);
            var pause = PauseOn(day, pauses);
            if (pause is null) counted++;
            steps.Add(new DeadlineStep(day, pause is null, pause?.Why ?? $"第{counted}日"));
        }
        steps[^1] = steps[^1] with { Why = steps[^1].Why + FixedDates.RestNote(calendar, day, "，休息日不顺延") };
        return Deadline.On(from, rule, day, steps);
    }

    public static DeadlineWorking Minimum(ClockStart from, DeadlineRule rule)
    {
        var steps = new List<DeadlineStep> { new(from.Date, false, StartWhy) };
        for (var n = 1; n <= rule.Amount; n++)
        {
            steps.Add(new DeadlineStep(from.Date.AddDays(n), true, n == rule.Amount ? $"第{n}日，满最短期限" : $"第{n}日"));
        }
        return new DeadlineWorking(from, rule, null, null, from.Date.AddDays(rule.Amount), false, steps);
    }

    private static ClockPause? PauseOn(DateOnly day, IReadOnlyList<ClockPause> pauses)
    {
        foreach (var pause in pauses)
        {
            if (pause.Covers(day)) return pause;
        }
        return null;
    }

    private static string Why(WorkingCalendar calendar, DateOnly day, int counted)
    {
        var unannounced = calendar.IsAnnounced(day.Year) ? "" : $"（{day.Year}年放假安排尚未公布，暂按周一至周五计）";
        return calendar.KindOf(day) switch
        {
            DayKind.WorkingDay => $"第{counted}个工作日{unannounced}",
            DayKind.MakeUpWorkingDay => $"调休上班，计入，第{counted}个工作日",
            DayKind.Holiday => FixedDates.HolidayName(calendar, day),
            _ => $"周末{unannounced}",
        };
    }
}
