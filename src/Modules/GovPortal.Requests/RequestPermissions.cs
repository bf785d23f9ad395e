namespace GovPortal.Requests;

public static class RequestPermissions
{
    /// <summary>Reads the cases of its place: those of a section, or of a whole agency.</summary>
    public const string Read = "requests.read";

    /// <summary>The section's work: asks third parties and other organs, drafts the answer, gives back what is not the section's.</summary>
    public const string Handle = "requests.handle";

    /// <summary>The office: registers, looks whether an application is complete, gives it to a section, charges, closes, transfers, splits, merges.</summary>
    public const string Dispatch = "requests.dispatch";

    /// <summary>Sends the one answer (统一答复) once it is approved.</summary>
    public const string Answer = "requests.answer";

    /// <summary>The deputy leader: approves answers and extensions, or returns them.</summary>
    public const string Approve = "requests.approve";

    /// <summary>Also sees who applied; each look is a step and an event.</summary>
    public const string Applicant = "requests.applicant";

    /// <summary>Changes time limits, fees and how long personal data is kept.</summary>
    public const string Rules = "requests.rules";
}

/// <summary>
/// What is done with a case: kinds of the event log, and of the case's own steps. Payloads hold ids, codes and days; never what was
/// written, the code, or who applied.
/// </summary>
public static class RequestEvents
{
    public const string Received = "request.received", Dispatched = "request.dispatched", GivenBack = "request.given-back", CorrectionAsked = "request.correction-asked",
        Corrected = "request.corrected", ThirdPartyAsked = "request.third-party-asked", ThirdPartyHeard = "request.third-party-heard", OrganAsked = "request.organ-asked",
        OrganHeard = "request.organ-heard", FeeCharged = "request.fee-charged", FeePaid = "request.fee-paid", Extended = "request.extended", Consulted = "request.consulted",
        OpinionGiven = "request.opinion-given", Drafted = "request.drafted", Returned = "request.returned", Approved = "request.approved", Answered = "request.answered",
        Abandoned = "request.abandoned", FeeLapsed = "request.fee-lapsed", Withdrawn = "request.withdrawn", Transferred = "request.transferred", Split = "request.split",
        Merged = "request.merged", MessageReceived = "request.message-received", MessageSent = "request.message-sent", ApplicantSeen = "request.applicant-seen",
        FileOpened = "request.file-opened", AnswerRead = "request.answer-read", ApplicantErased = "request.applicant-erased";

    public const string LetterMade = "request.letter-made", LetterVoided = "request.letter-voided", LetterOpened = "request.letter-opened", LetterDelivered = "request.letter-delivered",
        Archived = "request.archived";

    /// <summary>Reviews and suits about a case.</summary>
    public const string Contested = "request.contested", ContestDecided = "request.contest-decided", ContestTakenBack = "request.contest-taken-back";

    /// <summary>Of the annual report, not of a case.</summary>
    public const string FigureChanged = "annual.changed", FigureChangeTakenBack = "annual.change-taken-back", ReportMade = "annual.report-made";

    /// <summary>Of the rules and of the office, not of a case.</summary>
    public const string RulesChanged = "request.rules-changed", LetterTemplateChanged = "request.letter-template-changed", StandInNamed = "request.stand-in-named", StandInEnded = "request.stand-in-ended",
        DutySet = "request.duty-set";

    /// <summary>After a case has ended, or beside it.</summary>
    public const string Rereviewed = "request.rereviewed", Filed = "request.filed", DisclosureDrafted = "request.disclosure-drafted";

    /// <summary>Of somebody who wants a record of themselves corrected (art. 41).</summary>
    public const string OwnDataReceived = "request.own-data-received", OwnDataSeen = "request.own-data-seen", OwnDataEnded = "request.own-data-ended", OwnDataErased = "request.own-data-erased";

    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        [Received] = "收到公开申请", [Dispatched] = "交办公开申请", [GivenBack] = "退回公开申请", [CorrectionAsked] = "告知补正", [Corrected] = "收到补正", [ThirdPartyAsked] = "征求第三方意见",
        [ThirdPartyHeard] = "第三方意见办结", [OrganAsked] = "征求其他机关意见", [OrganHeard] = "其他机关意见办结", [FeeCharged] = "通知缴费", [FeePaid] = "收到缴费", [Extended] = "延长答复期限",
        [Consulted] = "提交会商", [OpinionGiven] = "记录会商意见", [Drafted] = "起草公开申请答复", [Returned] = "退回公开申请答复", [Approved] = "批准公开申请答复", [Answered] = "答复公开申请",
        [Abandoned] = "逾期不补正，不再处理", [FeeLapsed] = "逾期不缴费，不再处理", [Withdrawn] = "申请人撤回申请", [Transferred] = "移送公开申请", [Split] = "拆分公开申请", [Merged] = "并案办理",
        [MessageReceived] = "收到申请人留言", [MessageSent] = "给申请人留言", [ApplicantSeen] = "查看申请人信息", [FileOpened] = "查看申请附件", [AnswerRead] = "申请人查看答复",
        [Contested] = "登记复议诉讼", [ContestDecided] = "登记复议诉讼结果", [ContestTakenBack] = "撤销复议诉讼登记",
        [FigureChanged] = "调整年度报告数据", [FigureChangeTakenBack] = "撤销年度报告数据调整", [ReportMade] = "生成年度报告",
        [ApplicantErased] = "申请人信息到期删除", [RulesChanged] = "依申请公开规则变更", [LetterMade] = "制作文书", [LetterVoided] = "作废文书",
        [LetterOpened] = "打开文书", [LetterDelivered] = "登记文书送达", [Archived] = "公开申请归档", [LetterTemplateChanged] = "文书模板变更",
        [Rereviewed] = "定期审查不予公开的信息", [Filed] = "公开申请归入事项", [DisclosureDrafted] = "由答复起草主动公开信息", [StandInNamed] = "委托审批公开申请", [StandInEnded] = "结束委托审批",
        [DutySet] = "编排公开申请值班", [OwnDataReceived] = "登记更正自身信息的要求", [OwnDataSeen] = "查看要求更正的人", [OwnDataEnded] = "办结更正自身信息的要求", [OwnDataErased] = "要求更正的人到期删除",
    };
}
