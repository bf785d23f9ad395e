namespace GovPortal.Notifications.Rules;

/// <summary>When the day's digest goes out.</summary>
internal static class DigestTime
{
    /// <summary>Civil time, Asia/Shanghai.</summary>
    public static TimeOnly At { get; } = new(8, 30);

    /// <summary>The day whose digest is due at this civil time; null before half past eight. A day that passed without a server is not made up for.</summary>
    public static DateOnly? DueDay(DateTime civil) => TimeOnly.FromDateTime(civil) >= At ? DateOnly.FromDateTime(civil) : null;
}
