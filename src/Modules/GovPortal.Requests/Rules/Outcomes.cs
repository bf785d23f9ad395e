namespace GovPortal.Requests.Rules;

/// <summary>What an answer of an outcome has to hold, beside the right of review, which every answer states.</summary>
[Flags]
public enum AnswerElements
{
    None = 0,
    /// <summary>The information, or where, how and when it is to be had.</summary>
    Information = 1,
    /// <summary>Why.</summary>
    Reason = 2,
    /// <summary>Which organ answers for it and how it is reached, where that can be told (art. 36 (五)).</summary>
    Organ = 4,
    /// <summary>The opinion of the working group (会商工作小组) that it is no disclosure request (R65).</summary>
    Opinion = 8,
}

/// <summary>One leaf of table 三 of the annual report: every ended case stands in exactly one.</summary>
/// <param name="Group">Heading of the table: 予以公开, 部分公开, 不予公开 …</param>
/// <param name="Article">Of 《政府信息公开条例》（国令第711号）.</param>
/// <param name="CanBeDrafted">False where a case ends so by itself and no answer is drafted.</param>
public sealed record Outcome(string Code, string Group, string Title, string Article, AnswerElements Needs, bool CanBeDrafted = true);

/// <summary>
/// The 21 outcomes (办理结果) of table 三, 国办公开办函〔2021〕30号, in its order. Which article leads to which leaf follows the mapping
/// offices use; the articles are those of the regulation.
/// </summary>
public static class Outcomes
{
    public const string Granted = "granted", Partly = "partly", Petition = "petition", Repeated = "repeated", Unclear = "unclear",
        Abandoned = "abandoned", FeeLapsed = "fee-lapsed", Other = "other";

    private const string Refused = "不予公开", CannotProvide = "无法提供", NotHandled = "不予处理", Elsewhere = "其他处理";

    public static IReadOnlyList<Outcome> All { get; } =
    [
        new(Granted, "予以公开", "予以公开", "第三十六条第（一）、（二）项", AnswerElements.Information),
        new(Partly, "部分公开", "部分公开", "第三十七条", AnswerElements.Information | AnswerElements.Reason),

        new("state-secret", Refused, "属于国家秘密", "第十四条", AnswerElements.Reason),
        new("forbidden-by-law", Refused, "其他法律行政法规禁止公开", "第十四条", AnswerElements.Reason),
        new("security-stability", Refused, "危及“三安全一稳定”", "第十四条", AnswerElements.Reason),
        new("third-party-rights", Refused, "保护第三方合法权益", "第十五条", AnswerElements.Reason),
        new("internal-affairs", Refused, "属于三类内部事务信息", "第十六条第一款", AnswerElements.Reason),
        new("process-information", Refused, "属于四类过程性信息", "第十六条第二款", AnswerElements.Reason),
        new("enforcement-files", Refused, "属于行政执法案卷", "第十六条第二款", AnswerElements.Reason),
        new("special-query", Refused, "属于行政查询事项", "第三十六条第（七）项", AnswerElements.Reason | AnswerElements.Information),

        new("not-held", CannotProvide, "本机关不掌握相关政府信息", "第三十六条第（四）、（五）项", AnswerElements.Reason | AnswerElements.Organ),
        new("must-be-made", CannotProvide, "没有现成信息需要另行制作", "第三十八条", AnswerElements.Reason),
        new(Unclear, CannotProvide, "补正后申请内容仍不明确", "第三十条", AnswerElements.Reason),

        new(Petition, NotHandled, "信访举报投诉类申请", "第三十九条第一款", AnswerElements.Reason | AnswerElements.Information | AnswerElements.Opinion),
        new(Repeated, NotHandled, "重复申请", "第三十六条第（六）项", AnswerElements.Reason),
        new("publication", NotHandled, "要求提供公开出版物", "第三十九条第二款", AnswerElements.Information),
        new("excessive", NotHandled, "无正当理由大量反复申请", "第三十五条", AnswerElements.Reason),
        new("confirm-again", NotHandled, "要求行政机关确认或重新出具已获取信息", "", AnswerElements.Reason),

        new(Abandoned, Elsewhere, "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "第三十条", AnswerElements.None, CanBeDrafted: false),
        new(FeeLapsed, Elsewhere, "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "第四十二条", AnswerElements.None, CanBeDrafted: false),
        new(Other, Elsewhere, "其他", "", AnswerElements.Reason),
    ];

    public static Outcome? Of(string? code) => All.FirstOrDefault(o => o.Code == code);

    /// <summary>Something was withheld: refused, or disclosed in part.</summary>
    public static bool Withholds(string? code) => Of(code) is { } outcome && (outcome.Code == Partly || outcome.Group == Refused);

    /// <summary>The leaf of a case that ends by the verb without a drafted answer; null for every other verb.</summary>
    public static string? OfEnding(RequestVerb verb) => verb switch
    {
        RequestVerb.Abandon => Abandoned,
        RequestVerb.LapseFee => FeeLapsed,
        // The table has no row of its own for them.
        RequestVerb.Withdraw or RequestVerb.Transfer or RequestVerb.Merge => Other,
        _ => null,
    };
}
