using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GovPortal.Kernel.Data;

/// <summary>Instants go in and come out as UTC, cut to microseconds: both engines keep exactly that.</summary>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => Instants.Truncate(value),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

public static class Instants
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Cut to microseconds, which both engines and the event chain keep.</summary>
    public static DateTime Truncate(DateTime value) =>
        new(value.Ticks - value.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    public static DateTime UtcNow(this TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Truncate(time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Civil time (Asia/Shanghai) of an instant.</summary>
    public static DateTime ToCivil(this DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Shanghai);

    public static DateOnly ToCivilDate(this DateTime utc) => DateOnly.FromDateTime(utc.ToCivil());

    /// <summary>The instant of a civil time in Asia/Shanghai.</summary>
    public static DateTime FromCivil(DateTime civil) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(civil, DateTimeKind.Unspecified), Shanghai);
}
