using GovPortal.Clocks;

namespace GovPortal.Deadlines.Rules;

/// <summary>A clock that an item asks for.</summary>
/// <param name="FromStart">True where it counts from the day the column's deadline names, not from formation or change.</param>
public sealed record WantedClock(string Kind, string Rule, string Basis, bool FromStart = false);

/// <summary>Which clocks run for an item to be disclosed (R34, R35) beside the statutory one.</summary>
public static class DisclosureClock
{
    /// <summary>The agency's own, stricter clock: met when the last internal step approves.</summary>
    public const string Internal = "disclose";

    /// <summary>《政府信息公开条例》第二十六条: met when the item goes online.</summary>
    public const string Statutory = "disclose-statutory";

    private const string StatutoryBasis = "《中华人民共和国政府信息公开条例》第二十六条：自信息形成或者变更之日起20个工作日内公开";
    private const string NormalBasis = "本机关政务公开督办机制：自信息形成或者变更之日起5个工作日内报送公开";
    private const string UrgentBasis = "本机关政务公开督办机制：重要、紧急事项当日报送公开";

    /// <param name="urgent">重要、紧急事项.</param>
    /// <param name="columnRule">The column's rule in the notation of the contract; null where it has none.</param>
    /// <param name="columnText">The column's 公开时限 as it stands in the task table.</param>
    /// <param name="columnFrom">What starts the column's deadline: <c>closed</c>; null for formation or change.</param>
    /// <param name="started">The item names the day of that start.</param>
    public static IReadOnlyList<WantedClock> For(bool urgent, string? columnRule, string columnText, string? columnFrom = null, bool started = false) =>
        [InternalFor(urgent, columnRule, columnText, HasOwnStart(columnFrom), started), new WantedClock(Statutory, "20wd", StatutoryBasis)];

    /// <summary>True where the deadline counts from something else than the information's formation or change: 活动结束之日.</summary>
    public static bool HasOwnStart(string? columnFrom) =>
        columnFrom is not null && ClockEvents.FromCode(columnFrom) is { } start && start is not (ClockEvent.Formed or ClockEvent.Changed);

    private static WantedClock InternalFor(bool urgent, string? columnRule, string columnText, bool ownStart, bool started)
    {
        if (urgent) return new WantedClock(Internal, "same-day", UrgentBasis);
        if (ownStart)
        {
            return started && columnRule is not null && DeadlineRule.Parse(columnRule) is { Succeeded: true, Value: { } own } && (CountsDays(own) || own.Kind == RuleKind.Months)
                ? new WantedClock(Internal, own.ToString(), $"栏目任务分解表公开时限：{columnText}", FromStart: true)
                : new WantedClock(Internal, "5wd", NormalBasis);
        }
        return columnRule is not null && DeadlineRule.Parse(columnRule) is { Succeeded: true, Value: { } rule } && CountsDays(rule)
            ? new WantedClock(Internal, rule.ToString(), $"栏目任务分解表公开时限：{columnText}")
            : new WantedClock(Internal, "5wd", NormalBasis);
    }

    /// <summary>
    /// Rules that count from the item's own day. 每季度末前, 48小时 or 不少于30日 measure something else and leave the item
    /// to the ordinary five working days.
    /// </summary>
    private static bool CountsDays(DeadlineRule rule) => rule.Kind is RuleKind.WorkingDays or RuleKind.NaturalDays or RuleKind.SameDay;
}
