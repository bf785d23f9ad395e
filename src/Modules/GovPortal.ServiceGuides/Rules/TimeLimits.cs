namespace GovPortal.ServiceGuides.Rules;

/// <summary>法定时限 and 承诺时限, in working days; 0 is at once (即时办结).</summary>
public static class TimeLimits
{
    /// <summary>What is promised may be shorter than what the law allows, never longer. Where one of them is not given nothing is said.</summary>
    public static bool Agree(decimal? statutoryDays, decimal? promisedDays) => statutoryDays is not { } law || promisedDays is not { } promise || promise <= law;
}
