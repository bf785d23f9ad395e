namespace GovPortal.Supervision;

public static class SupervisionPermissions
{
    /// <summary>Sees findings, orders and summaries of its place: a section's, or those of a whole agency.</summary>
    public const string Read = "supervision.read";

    /// <summary>The section's work: answers orders, reports that a month had nothing to disclose.</summary>
    public const string Answer = "supervision.answer";

    /// <summary>The office: inspects, issues orders, signs them off or returns them, draws up the monthly summary.</summary>
    public const string Manage = "supervision.manage";

    /// <summary>The deputy leader: signs the monthly summary.</summary>
    public const string Sign = "supervision.sign";

    /// <summary>Changes rules of the self-inspection and limits of orders.</summary>
    public const string Rules = "supervision.rules";
}

/// <summary>Kinds of the event log, and of an order's own steps. Payloads hold ids, codes, days and figures.</summary>
public static class SupervisionEvents
{
    public const string Inspected = "supervision.inspected", RulesChanged = "supervision.rules-changed";

    public const string OrderIssued = "order.issued", OrderAnswered = "order.answered", OrderChecked = "order.checked", OrderReturned = "order.returned", OrderSignedOff = "order.signed-off",
        OrderEscalated = "order.escalated", OrderTakenBack = "order.taken-back";

    public const string NilReturned = "summary.nil-returned", NilTakenBack = "summary.nil-taken-back", SummaryFrozen = "summary.frozen", SummaryReopened = "summary.reopened",
        SummaryDrafted = "summary.drafted", SummarySigned = "summary.signed", RankingShown = "summary.ranking", RankingDrafted = "summary.ranking-drafted";

    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        [Inspected] = "完成自查", [RulesChanged] = "自查指标变更", [OrderIssued] = "下发督办单", [OrderAnswered] = "反馈整改情况", [OrderChecked] = "自动复查", [OrderReturned] = "退回整改", [OrderSignedOff] = "销号",
        [OrderEscalated] = "逾期提请分管领导督办", [OrderTakenBack] = "撤回督办单", [NilReturned] = "零报告", [NilTakenBack] = "撤销零报告", [SummaryFrozen] = "月度汇总定稿", [SummaryReopened] = "重新打开月度汇总",
        [SummaryDrafted] = "起草月度汇总", [SummarySigned] = "审签月度汇总", [RankingShown] = "通报科室排名", [RankingDrafted] = "起草排名公开稿",
    };
}
