using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Data;

namespace GovPortal.Fields.Values;

/// <summary>Days, instants and times of day as Orchard stores them, as a person types them, and as a page shows them.</summary>
internal static partial class Times
{
    public const string DayExample = "2024-03-01", InstantExample = "2024-03-01T08:00:00Z", TimeExample = "09:00";

    /// <summary>A year before this or after <see cref="LastYear"/> is a slip of the finger.</summary>
    public const int FirstYear = 1900, LastYear = 2100;

    /// <summary>The day of <c>2024-03-01T00:00:00Z</c> or <c>2024-03-01</c>: the one that is written, whatever the zone says.</summary>
    public static DateOnly? Day(string text) => Instant(text) is null ? null : PlainDay(text[..10]);

    private static DateOnly? PlainDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>UTC; a spelling without a zone counts as UTC, as in Orchard.</summary>
    public static DateTime? Instant(string text) =>
        InstantPattern().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime : null;

    public static TimeOnly? TimeOfDay(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>As people write a day: 2024-03-01, 2024/3/1, 2024.3.1, 2024年3月1日.</summary>
    public static DateOnly? TypedDay(string text) =>
        TypedDayPattern().Match(text.Trim()) is { Success: true } m
        && int.TryParse(m.Groups[1].Value, CultureInfo.InvariantCulture, out var year) && year > 0
        && int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month
        && int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : Day(text.Trim());

    /// <summary>A civil time in Asia/Shanghai as a <c>datetime-local</c> control posts it.</summary>
    public static DateTime? TypedCivil(string text) =>
        DateTime.TryParseExact(text.Trim().Replace(' ', 'T'), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil) ? Instants.FromCivil(civil) : null;

    public static string StoredDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    public static string StoredInstant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    public static string StoredTime(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Shown(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Shown(DateTime utc) => utc.ToCivil().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Shown(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The value of a <c>datetime-local</c> control.</summary>
    public static string Control(DateTime utc) => utc.ToCivil().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?\z")]
    private static partial Regex InstantPattern();

    [GeneratedRegex(@"^([0-9]{4})\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})\s?日?\z")]
    private static partial Regex TypedDayPattern();
}
