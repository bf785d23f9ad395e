using GovPortal.Clocks;

namespace GovPortal.Deadlines.Rules;

/// <summary>How long before the due day a clock is called 临期, and at what time of day.</summary>
/// <param name="WorkingDays">Working days before the due day's own.</param>
/// <param name="At">Civil time of day.</param>
public sealed record SignalLead(int WorkingDays, TimeOnly At)
{
    /// <summary>One working day before, at nine: when the status becomes 临期.</summary>
    public static SignalLead Default { get; } = new(1, new TimeOnly(9, 0));
}

/// <summary>When the log is told of a clock.</summary>
public static class SignalTimes
{
    public const string Approaching = "approaching", Breached = "breached";

    /// <summary>The instant a clock approaches its due instant.</summary>
    public static DateTime ApproachingUtc(DateTime dueUtc, SignalLead lead, WorkingCalendar calendar)
    {
        var day = calendar.WorkingDayOnOrBefore(CivilTime.DateOf(dueUtc));
        for (var n = 0; n < lead.WorkingDays; n++) day = calendar.WorkingDayOnOrBefore(day.AddDays(-1));
        return DateTime.SpecifyKind(day.ToDateTime(lead.At) - CivilTime.Offset, DateTimeKind.Utc);
    }

    /// <summary>When a clock is next to be looked at: its approach, then the first second after it is due.</summary>
    public static DateTime FirstUtc(DateTime dueUtc, SignalLead lead, WorkingCalendar calendar)
    {
        var approaching = ApproachingUtc(dueUtc, lead, calendar);
        return approaching < dueUtc ? approaching : AfterUtc(dueUtc);
    }

    public static DateTime AfterUtc(DateTime dueUtc) => dueUtc.AddSeconds(1);
}
