namespace GovPortal.Clocks;

/// <summary>
/// Civil time (Asia/Shanghai). The offset has been a fixed eight hours since 1991, so no time zone database is needed.
/// </summary>
public static class CivilTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The legal date of an instant given in UTC.</summary>
    public static DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(utc + Offset);

    /// <summary>The last second of a legal date (23:59:59 civil time), in UTC: when a day rule is due.</summary>
    public static DateTime EndOfDayUtc(DateOnly date) =>
        DateTime.SpecifyKind(date.ToDateTime(new TimeOnly(23, 59, 59)) - Offset, DateTimeKind.Utc);

    /// <summary>An instant in UTC as a civil wall-clock value with its offset.</summary>
    public static DateTimeOffset ToCivil(DateTime utc) => new(DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified), Offset);
}
