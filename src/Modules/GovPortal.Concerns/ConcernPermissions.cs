namespace GovPortal.Concerns;

public static class ConcernPermissions
{
    /// <summary>Sees concerns of its place: a section's, or those of a whole agency.</summary>
    public const string Read = "concerns.read";

    /// <summary>The section's work: writes down what it found out and did, drafts the response, gives back what is not its own.</summary>
    public const string Handle = "concerns.handle";

    /// <summary>The office: registers, grades, dispatches, sends back, closes; keeps the monitoring log.</summary>
    public const string Manage = "concerns.manage";

    /// <summary>Limits of the grades, and the monitors that may send concerns.</summary>
    public const string Rules = "concerns.rules";
}

/// <summary>Kinds of the event log, and of a concern's own steps. Payloads hold ids, codes and instants, never what was said.</summary>
public static class ConcernEvents
{
    public const string Registered = "concern.registered", Received = "concern.received", Graded = "concern.graded", Dispatched = "concern.dispatched", Handled = "concern.handled", GivenBack = "concern.given-back",
        SentBack = "concern.sent-back", ResponseDrafted = "concern.response-drafted", Answered = "concern.answered", ResponseGone = "concern.response-gone", Closed = "concern.closed";

    public const string RulesChanged = "concern.rules-changed", MonitorChanged = "concern.monitor-changed", DayLogged = "concern.day-logged";

    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        [Registered] = "登记舆情", [Received] = "监测系统报送舆情", [Graded] = "舆情研判定级", [Dispatched] = "舆情交办科室", [Handled] = "舆情核查处置", [GivenBack] = "科室退回舆情", [SentBack] = "舆情退回科室处置",
        [ResponseDrafted] = "生成舆情回应草稿", [Answered] = "舆情回应已发布", [ResponseGone] = "舆情回应未公开", [Closed] = "舆情办结", [RulesChanged] = "舆情规则变更", [MonitorChanged] = "监测接入变更", [DayLogged] = "登记每日舆情监测",
    };
}
