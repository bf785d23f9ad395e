namespace GovPortal.Users.Rules;

/// <summary>Failures since the last success or lock, and until when sign-in is refused.</summary>
public readonly record struct LockoutState(int Failures, DateTime? UntilUtc);

/// <summary>Five wrong passwords in a row lock an account for 15 minutes; tries while it is locked do not count.</summary>
public static class Lockout
{
    public const int Limit = 5;

    public const int Minutes = 15;

    public static bool IsLocked(LockoutState state, DateTime nowUtc) => state.UntilUtc > nowUtc;

    public static LockoutState AfterFailure(LockoutState state, DateTime nowUtc)
    {
        if (IsLocked(state, nowUtc)) return state;
        var failures = state.Failures + 1;
        return failures < Limit ? new(failures, null) : new(0, nowUtc.AddMinutes(Minutes));
    }

    public static LockoutState AfterSuccess => new(0, null);
}
