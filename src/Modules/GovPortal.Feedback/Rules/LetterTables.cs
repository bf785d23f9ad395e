namespace GovPortal.Feedback.Rules;

/// <summary>The fixed tables of what a correction is about and why a letter is closed without an answer; titles by code, in the order of the forms.</summary>
public static class LetterTables
{
    /// <summary>纠错类型.</summary>
    public static IReadOnlyDictionary<string, string> CorrectionKinds { get; } = new Dictionary<string, string>
    {
        ["typo"] = "错别字", ["wrong"] = "内容有误", ["link"] = "链接失效", ["attachment"] = "附件打不开", [Other] = "其他",
    };

    public const string Other = "other";

    /// <summary>What the writer is told as well.</summary>
    public static IReadOnlyDictionary<string, string> CloseReasons { get; } = new Dictionary<string, string>
    {
        ["duplicate"] = "与已收到的来信重复", ["invalid"] = "没有实质内容或者无法辨认", ["advertising"] = "广告或者垃圾信息",
        [OtherBody] = "不属于本机关职责", [OtherWay] = "应当通过其他渠道办理（信访、投诉举报、依申请公开等）", ["withdrawn"] = "来信人撤回",
    };

    public const string OtherBody = "other-body", OtherWay = "other-way";

    /// <summary>Who is sent elsewhere is told where.</summary>
    public static bool NeedsNote(string reason) => reason is OtherBody or OtherWay;
}
