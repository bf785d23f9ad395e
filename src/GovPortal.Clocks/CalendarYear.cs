namespace GovPortal.Clocks;

/// <summary>
/// One year of the State Council's notice on holidays (国务院办公厅关于部分节假日安排的通知). The days of a
/// notice may reach into the neighbouring year (a New Year's Eve, a make-up day in late December).
/// </summary>
/// <param name="Year">The year the notice is for.</param>
/// <param name="RestDays">Every day off the notice names, weekends among them included.</param>
/// <param name="MakeUpWorkDays">Saturdays and Sundays that are worked (调休).</param>
/// <param name="HolidayNames">Names for days off where the data has them (国庆节); may be empty.</param>
public sealed record CalendarYear(
    int Year,
    IReadOnlyCollection<DateOnly> RestDays,
    IReadOnlyCollection<DateOnly> MakeUpWorkDays,
    IReadOnlyDictionary<DateOnly, string> HolidayNames)
{
    public CalendarYear(int year, IReadOnlyCollection<DateOnly> restDays, IReadOnlyCollection<DateOnly> makeUpWorkDays)
        : this(year, restDays, makeUpWorkDays, new Dictionary<DateOnly, string>()) { }
}

/// <summary>What a date is in a working calendar.</summary>
public enum DayKind
{
    /// <summary>An ordinary Monday to Friday.</summary>
    WorkingDay,

    /// <summary>A Saturday or Sunday that is worked (调休上班).</summary>
    MakeUpWorkingDay,

    /// <summary>A Saturday or Sunday off.</summary>
    Weekend,

    /// <summary>A day off by the notice (法定节假日放假).</summary>
    Holiday,
}
