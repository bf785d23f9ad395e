using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>What a verb is called on its button, and what pressing it does, in a sentence.</summary>
public sealed record VerbWords(string Title, string Icon, string Tone, string Effect)
{
    public static VerbWords Of(RequestVerb verb) => verb switch
    {
        RequestVerb.Dispatch => new("交办", "send", "primary", "交由所选科室起草答复；答复期限从收到之日起计算，交办不延长。"),
        RequestVerb.GiveBack => new("退回办公室", "reply", "danger", "退回办公室重新交办，期限继续计算。"),
        RequestVerb.AskCorrection => new("告知补正", "pencil-square", "primary", "只能要求一次；申请人会在查询页面看到，答复期限中止，收到补正后重新计算。"),
        RequestVerb.ReceiveCorrection => new("登记补正", "inbox", "primary", "以补正后的内容办理，答复期限自收到补正之日的次日起重新计算。"),
        RequestVerb.Abandon => new("逾期不补正，不再处理", "slash-circle", "danger", "视为放弃申请，办结后不能恢复。"),
        RequestVerb.AskThirdParty => new("征求第三方意见", "person-check", "primary", "答复期限中止，第三方意见期限开始计算。"),
        RequestVerb.HearThirdParty => new("登记第三方意见", "chat-left-text", "primary", "答复期限自今天起继续计算。"),
        RequestVerb.AskOtherOrgan => new("征求其他机关意见", "building", "primary", "答复期限中止，被征求意见机关的期限开始计算。"),
        RequestVerb.HearOtherOrgan => new("登记其他机关意见", "chat-left-text", "primary", "答复期限自今天起继续计算。"),
        RequestVerb.ChargeFee => new("通知缴费", "cash-coin", "primary", "按所选标准计算信息处理费并通知申请人，只能通知一次；答复期限中止。"),
        RequestVerb.TakeFee => new("登记缴费", "receipt", "primary", "答复期限自缴费次日起重新计算。"),
        RequestVerb.LapseFee => new("逾期不缴费，不再处理", "slash-circle", "danger", "视为放弃申请，办结后不能恢复。"),
        RequestVerb.Extend => new("批准延期", "calendar-check", "primary", "只能延长一次，申请人会在查询页面看到延长的理由。"),
        RequestVerb.Consult => new("提交会商", "chat-square-quote", "primary", "由会商工作小组认定是否属于政府信息公开申请，期限继续计算。"),
        RequestVerb.GiveOpinion => new("记录会商意见", "chat-square-text", "primary", "记录后回到办理中，由科室据此起草答复。"),
        RequestVerb.Draft => new("提交审批", "check-lg", "primary", "提交分管领导审批，审批前不能再改。"),
        RequestVerb.Return => new("退回修改", "reply", "danger", "退回重新起草，期限继续计算。"),
        RequestVerb.Approve => new("批准", "check2-all", "primary", "批准后由办公室统一答复。"),
        RequestVerb.Answer => new("答复申请人", "send-check", "primary", "申请人即可看到答复和附件，不能再修改；答复期限随之完成。"),
        RequestVerb.Withdraw => new("登记撤回", "arrow-counterclockwise", "danger", "申请人书面撤回的在此登记，办结后不能恢复。"),
        RequestVerb.Transfer => new("移送", "box-arrow-up-right", "danger", "移送其他机关并告知申请人，本机关办结。"),
        RequestVerb.Split => new("拆分", "diagram-2", "primary", "其中一项另立一件，收到之日不变，另有编号、查询码和期限；新的查询码以留言告知申请人，查询密码不变。"),
        _ => new("并案", "diagram-3", "danger", "并入同一申请人的另一件，本件办结，由另一件一并答复。"),
    };

    /// <summary>What a state usually waits for.</summary>
    public static RequestVerb? UsualOf(RequestState state) => state switch
    {
        RequestState.Registered => RequestVerb.Dispatch, RequestState.AwaitingCorrection => RequestVerb.ReceiveCorrection, RequestState.InProgress => RequestVerb.Draft,
        RequestState.ThirdParty => RequestVerb.HearThirdParty, RequestState.OtherOrgan => RequestVerb.HearOtherOrgan, RequestState.AwaitingFee => RequestVerb.TakeFee,
        RequestState.Consulting => RequestVerb.GiveOpinion, RequestState.AnswerDrafted => RequestVerb.Approve, RequestState.AnswerApproved => RequestVerb.Answer, _ => null,
    };
}
