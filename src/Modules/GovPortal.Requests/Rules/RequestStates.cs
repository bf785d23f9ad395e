namespace GovPortal.Requests.Rules;

/// <summary>Where a case (依申请公开事项) is.</summary>
public enum RequestState
{
    /// <summary>已登记: with the office, which looks whether it is complete and gives it to a section.</summary>
    Registered,
    /// <summary>待补正: the applicant was told once what is missing (art. 30).</summary>
    AwaitingCorrection,
    /// <summary>办理中: with the section, which drafts the answer.</summary>
    InProgress,
    /// <summary>征求第三方意见 (art. 32); the answer's clock stands still (art. 33).</summary>
    ThirdParty,
    /// <summary>征求其他机关意见 (art. 34); the answer's clock stands still (art. 33).</summary>
    OtherOrgan,
    /// <summary>待缴费 (art. 42).</summary>
    AwaitingFee,
    /// <summary>会商中: the working group (会商工作小组) says whether it is a disclosure request at all (R65).</summary>
    Consulting,
    /// <summary>待分管领导审批.</summary>
    AnswerDrafted,
    /// <summary>待统一答复: approved, the office answers with one voice (R63).</summary>
    AnswerApproved,
    /// <summary>已答复.</summary>
    Answered,
    /// <summary>已办结, without an answer of substance: 不再处理、撤回、移送、并案.</summary>
    Closed,
}

public enum RequestVerb
{
    Dispatch, GiveBack, AskCorrection, ReceiveCorrection, Abandon, AskThirdParty, HearThirdParty, AskOtherOrgan, HearOtherOrgan,
    ChargeFee, TakeFee, LapseFee, Extend, Consult, GiveOpinion, Draft, Return, Approve, Answer, Withdraw, Transfer, Split, Merge,
}

public sealed record RequestTransition(RequestState From, RequestVerb Verb, RequestState To);

/// <summary>Every step a case can take; there are no others.</summary>
public static class RequestStates
{
    public static IReadOnlyList<RequestTransition> All { get; } =
    [
        new(RequestState.Registered, RequestVerb.Dispatch, RequestState.InProgress),
        new(RequestState.Registered, RequestVerb.AskCorrection, RequestState.AwaitingCorrection),
        new(RequestState.Registered, RequestVerb.Consult, RequestState.Consulting),
        new(RequestState.Registered, RequestVerb.Transfer, RequestState.Closed),
        new(RequestState.Registered, RequestVerb.Split, RequestState.Registered),
        new(RequestState.Registered, RequestVerb.Merge, RequestState.Closed),
        new(RequestState.Registered, RequestVerb.Withdraw, RequestState.Closed),

        new(RequestState.AwaitingCorrection, RequestVerb.ReceiveCorrection, RequestState.Registered),
        new(RequestState.AwaitingCorrection, RequestVerb.Abandon, RequestState.Closed),
        new(RequestState.AwaitingCorrection, RequestVerb.Withdraw, RequestState.Closed),

        new(RequestState.InProgress, RequestVerb.Dispatch, RequestState.InProgress),
        new(RequestState.InProgress, RequestVerb.GiveBack, RequestState.Registered),
        new(RequestState.InProgress, RequestVerb.AskCorrection, RequestState.AwaitingCorrection),
        new(RequestState.InProgress, RequestVerb.AskThirdParty, RequestState.ThirdParty),
        new(RequestState.InProgress, RequestVerb.AskOtherOrgan, RequestState.OtherOrgan),
        new(RequestState.InProgress, RequestVerb.ChargeFee, RequestState.AwaitingFee),
        new(RequestState.InProgress, RequestVerb.Extend, RequestState.InProgress),
        new(RequestState.InProgress, RequestVerb.Consult, RequestState.Consulting),
        new(RequestState.InProgress, RequestVerb.Draft, RequestState.AnswerDrafted),
        new(RequestState.InProgress, RequestVerb.Transfer, RequestState.Closed),
        new(RequestState.InProgress, RequestVerb.Split, RequestState.InProgress),
        new(RequestState.InProgress, RequestVerb.Merge, RequestState.Closed),
        new(RequestState.InProgress, RequestVerb.Withdraw, RequestState.Closed),

        new(RequestState.ThirdParty, RequestVerb.HearThirdParty, RequestState.InProgress),
        new(RequestState.ThirdParty, RequestVerb.Withdraw, RequestState.Closed),
        new(RequestState.OtherOrgan, RequestVerb.HearOtherOrgan, RequestState.InProgress),
        new(RequestState.OtherOrgan, RequestVerb.Withdraw, RequestState.Closed),
        new(RequestState.AwaitingFee, RequestVerb.TakeFee, RequestState.InProgress),
        new(RequestState.AwaitingFee, RequestVerb.LapseFee, RequestState.Closed),
        new(RequestState.AwaitingFee, RequestVerb.Withdraw, RequestState.Closed),
        new(RequestState.Consulting, RequestVerb.GiveOpinion, RequestState.InProgress),
        new(RequestState.Consulting, RequestVerb.Withdraw, RequestState.Closed),

        new(RequestState.AnswerDrafted, RequestVerb.Return, RequestState.InProgress),
        new(RequestState.AnswerDrafted, RequestVerb.Approve, RequestState.AnswerApproved),
        new(RequestState.AnswerDrafted, RequestVerb.Withdraw, RequestState.Closed),
        new(RequestState.AnswerApproved, RequestVerb.Return, RequestState.InProgress),
        new(RequestState.AnswerApproved, RequestVerb.Answer, RequestState.Answered),
        new(RequestState.AnswerApproved, RequestVerb.Withdraw, RequestState.Closed),
    ];

    /// <summary>Where the verb leads; null where it is not possible.</summary>
    public static RequestState? Next(RequestState from, RequestVerb verb) => All.FirstOrDefault(t => t.From == from && t.Verb == verb)?.To;

    public static bool IsOpen(RequestState state) => state is not (RequestState.Answered or RequestState.Closed);

    public static IReadOnlyList<RequestState> Open { get; } = [.. Enum.GetValues<RequestState>().Where(IsOpen)];

    /// <summary>Where the answer's clock stands still: others are asked, or the applicant is awaited.</summary>
    public static IReadOnlyList<RequestState> Standing { get; } = [RequestState.AwaitingCorrection, RequestState.ThirdParty, RequestState.OtherOrgan, RequestState.AwaitingFee];

    /// <summary>As the office calls it.</summary>
    public static string Title(RequestState state) => state switch
    {
        RequestState.Registered => "已登记", RequestState.AwaitingCorrection => "待补正", RequestState.InProgress => "办理中", RequestState.ThirdParty => "征求第三方意见",
        RequestState.OtherOrgan => "征求其他机关意见", RequestState.AwaitingFee => "待缴费", RequestState.Consulting => "会商中", RequestState.AnswerDrafted => "待分管领导审批",
        RequestState.AnswerApproved => "待统一答复", RequestState.Answered => "已答复", _ => "已办结",
    };

    /// <summary>As the applicant is told, in plain words.</summary>
    public static string PublicTitle(RequestState state) => state switch
    {
        RequestState.Registered => "已收到，正在审核", RequestState.AwaitingCorrection => "需要您补正", RequestState.ThirdParty => "正在征求第三方意见",
        RequestState.OtherOrgan => "正在征求其他机关意见", RequestState.AwaitingFee => "等待您缴费", RequestState.Answered => "已答复", RequestState.Closed => "已办结", _ => "正在办理",
    };
}
