namespace GovPortal.Requests.Rules;

/// <summary>The fields of letters, written <c>{{名称}}</c> in a template; what a case does not have stays empty.</summary>
public static class LetterFields
{
    /// <summary>Who applied: a letter with one of them is opened by those alone who may see who applied.</summary>
    public static IReadOnlyList<string> OfApplicant { get; } = ["申请人", "证件类型", "证件号码", "联系人", "联系电话", "电子邮箱", "通信地址"];

    public static IReadOnlyList<string> OfCase { get; } =
    [
        "编号", "案件编号", "查询码", "机关名称", "承办科室", "申请人类别", "称谓", "收到方式", "收到之日", "答复期限", "申请内容", "信息的形式", "获取方式", "落款日期",
        "补正内容", "补正期限", "延长天数", "延长理由", "征求对象", "征求内容", "征求期限", "收费说明", "收费金额", "缴费期限", "移送机关", "移送理由", "会商事由", "会商意见",
        "交办意见", "起草人", "拟答复", "审批意见", "办理结果", "依据", "答复内容", "答复理由", "负责机关", "随附文件", "救济途径", "撤回说明",
    ];

    public static IReadOnlyList<string> All { get; } = [.. OfApplicant, .. OfCase];
}
