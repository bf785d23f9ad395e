using System.Globalization;
using GovPortal.Kernel.Results;

namespace GovPortal.Clocks;

/// <summary>
/// When a clock starts: a legal date, and the instant where one is known (rules in hours need it).
/// </summary>
/// <param name="Date">The legal date in Asia/Shanghai, day 0.</param>
/// <param name="InstantUtc">The instant in UTC, or null where only the date is known.</param>
public sealed record ClockStart(DateOnly Date, DateTime? InstantUtc = null)
{
    /// <summary>The span of years a clock may start in.</summary>
    public const int FirstYear = 1950, LastYear = 2999;

    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    private static readonly string[] OffsetFormats = [.. LocalFormats.Select(f => f + "K")];

    public static ClockStart AtUtc(DateTime utc) => new(CivilTime.DateOf(utc), DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    public static implicit operator ClockStart(DateOnly date) => new(date);

    public static ClockStart FromDateOnly(DateOnly date) => new(date);

    /// <summary>
    /// Reads <c>2026-02-13</c>, <c>2026-02-13T09:30</c> (civil time) or an instant with an offset or <c>Z</c>.
    /// Failure codes: <c>clock.bad-date</c>, <c>clock.date-out-of-range</c>.
    /// </summary>
    public static Result<ClockStart> Parse(string text)
    {
        text = text.Trim();
        ClockStart start;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            start = new ClockStart(date);
        }
        else if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (!InRange(local.Year)) return Failure.Of("clock.date-out-of-range", text);
            start = AtUtc(local - CivilTime.Offset);
        }
        else if (DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            if (!InRange(instant.Year)) return Failure.Of("clock.date-out-of-range", text);
            start = AtUtc(instant.UtcDateTime);
        }
        else
        {
            return Failure.Of("clock.bad-date", text);
        }
        return InRange(start.Date.Year) ? start : Failure.Of("clock.date-out-of-range", text);
    }

    /// <summary>The date, or the civil instant with its offset.</summary>
    public override string ToString() => InstantUtc is { } utc ? InstantText(utc) : Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string InstantText(DateTime utc) =>
        CivilTime.ToCivil(utc).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static bool InRange(int year) => year is >= FirstYear and <= LastYear;
}
