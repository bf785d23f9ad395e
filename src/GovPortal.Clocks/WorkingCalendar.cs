using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Clocks;

/// <summary>
/// The working calendar (工作日历): which dates are working days, with the make-up working days (调休).
/// Immutable; a newly announced year gives a new calendar through <see cref="With"/>.
/// In a year that is not announced Monday to Friday count and every date that depends on it is provisional (暂定).
/// </summary>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<DateOnly, DayKind> _exceptions;
    private readonly FrozenDictionary<DateOnly, string> _names;
    private readonly FrozenDictionary<int, CalendarYear> _years;
    private readonly IReadOnlyList<CountyDay> _countyDays;

    /// <param name="years">The announced years.</param>
    /// <param name="countyDays">The county's own days, which win over the notices; may be null.</param>
    public WorkingCalendar(IEnumerable<CalendarYear> years, IEnumerable<CountyDay>? countyDays = null)
    {
        _years = years.ToFrozenDictionary(y => y.Year);
        var exceptions = new Dictionary<DateOnly, DayKind>();
        var names = new Dictionary<DateOnly, string>();
        foreach (var year in _years.Values.OrderBy(y => y.Year))
        {
            foreach (var day in year.RestDays) exceptions[day] = DayKind.Holiday;
            foreach (var day in year.MakeUpWorkDays) exceptions[day] = DayKind.MakeUpWorkingDay;
            foreach (var (day, name) in year.HolidayNames) names[day] = name;
        }
        _countyDays = [.. countyDays ?? []];
        foreach (var day in _countyDays)
        {
            if (day.Rest) exceptions[day.Date] = DayKind.Holiday;
            else if (day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) exceptions[day.Date] = DayKind.MakeUpWorkingDay;
            else exceptions.Remove(day.Date);
            names[day.Date] = day.Name;
        }
        _exceptions = exceptions.ToFrozenDictionary();
        _names = names.ToFrozenDictionary();
        Version = Fingerprint(_exceptions, _years.Keys);
    }

    /// <summary>The State Council's notices for 2007 to 2026, as shipped with the product.</summary>
    public static WorkingCalendar China { get; } = LoadShipped();

    /// <summary>The announced years, ascending.</summary>
    public IReadOnlyList<CalendarYear> Years => [.. _years.Values.OrderBy(y => y.Year)];

    /// <summary>Sixteen hexadecimal digits; the same announced days always give the same version.</summary>
    public string Version { get; }

    public bool IsAnnounced(int year) => _years.ContainsKey(year);

    public DayKind KindOf(DateOnly date) =>
        _exceptions.TryGetValue(date, out var kind) ? kind
        : date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend
        : DayKind.WorkingDay;

    public bool IsWorkingDay(DateOnly date) => KindOf(date) is DayKind.WorkingDay or DayKind.MakeUpWorkingDay;

    /// <summary>The holiday's name where the data has one, else null.</summary>
    public string? NameOf(DateOnly date) => _names.GetValueOrDefault(date);

    /// <summary>The last working day not after <paramref name="date"/>.</summary>
    public DateOnly WorkingDayOnOrBefore(DateOnly date)
    {
        while (!IsWorkingDay(date)) date = date.AddDays(-1);
        return date;
    }

    /// <summary>The first working day not before <paramref name="date"/>.</summary>
    public DateOnly WorkingDayOnOrAfter(DateOnly date)
    {
        while (!IsWorkingDay(date)) date = date.AddDays(1);
        return date;
    }

    /// <summary>Working days from <paramref name="first"/> to <paramref name="last"/>, both counted.</summary>
    public int CountWorkingDays(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (IsWorkingDay(day)) count++;
        }
        return count;
    }

    /// <summary>This calendar with one year announced, or announced anew.</summary>
    public WorkingCalendar With(CalendarYear year) => new([.. _years.Values.Where(y => y.Year != year.Year), year], _countyDays);

    /// <summary>The days that are something else in <paramref name="later"/>, and those of years only it announces, ascending.</summary>
    public IReadOnlyList<DayChange> ChangesTo(WorkingCalendar later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return [.. _exceptions.Keys.Union(later._exceptions.Keys).Order()
            .Select(d => new DayChange(d, KindOf(d), later.KindOf(d), later.NameOf(d) ?? NameOf(d)))
            .Where(c => c.Was != c.Becomes || (NameOf(c.Date) ?? "") != (later.NameOf(c.Date) ?? ""))];
    }

    private static WorkingCalendar LoadShipped()
    {
        using var stream = typeof(WorkingCalendar).Assembly
            .GetManifestResourceStream("GovPortal.Clocks.Data.working-calendar-cn.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var read = WorkingCalendarJson.Read(reader.ReadToEnd());
        return read.Succeeded ? read.Value
            : throw new InvalidOperationException("The shipped calendar is broken: " + string.Join("; ", read.Failures));
    }

    private static string Fingerprint(IReadOnlyDictionary<DateOnly, DayKind> days, IEnumerable<int> years)
    {
        var text = new StringBuilder().AppendJoin(',', years.Order());
        foreach (var (day, kind) in days.OrderBy(d => d.Key))
        {
            text.Append('\n').Append(day.ToString("yyyyMMdd", null)).Append(kind == DayKind.Holiday ? '-' : '+');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

/// <summary>A day that one calendar takes otherwise than another.</summary>
public sealed record DayChange(DateOnly Date, DayKind Was, DayKind Becomes, string? Name)
{
    /// <summary>True where only the name differs.</summary>
    public bool IsOnlyName => Was == Becomes;
}
