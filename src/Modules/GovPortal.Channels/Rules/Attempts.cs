namespace GovPortal.Channels.Rules;

/// <summary>When something is tried again.</summary>
internal static class Attempts
{
    /// <summary>Then it is parked: after a little more than a day.</summary>
    public const int Max = 12;

    /// <summary>How long an attempt keeps everyone else away: longer than any attempt lasts, with all its calls.</summary>
    public static TimeSpan Claim { get; } = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How long after the n-th failed attempt: 1, 2, 4 … minutes, six hours at most.</summary>
    public static TimeSpan WaitAfter(int attempts) =>
        attempts >= 10 ? Longest : TimeSpan.FromMinutes(Math.Min(Longest.TotalMinutes, Math.Pow(2, Math.Max(0, attempts - 1))));
}
