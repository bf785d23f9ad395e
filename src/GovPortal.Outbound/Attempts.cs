namespace GovPortal.Outbound;

/// <summary>When a call that failed is made again: whatever leaves the portal waits by the same rule.</summary>
public static class Attempts
{
    /// <summary>Then it is parked: after a little more than a day.</summary>
    public const int Max = 12;

    /// <summary>
    /// How long an attempt keeps everyone else away: longer than any attempt lasts, with all its calls. A node that dies in between
    /// leaves it to be tried again after that.
    /// </summary>
    public static TimeSpan Claim { get; } = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How long after the n-th failed attempt: 1, 2, 4 … minutes, six hours at most.</summary>
    public static TimeSpan WaitAfter(int attempts) =>
        attempts >= 10 ? Longest : TimeSpan.FromMinutes(Math.Min(Longest.TotalMinutes, Math.Pow(2, Math.Max(0, attempts - 1))));
}
