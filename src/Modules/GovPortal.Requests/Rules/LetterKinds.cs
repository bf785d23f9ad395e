namespace GovPortal.Requests.Rules;

/// <summary>To whom a letter (文书) goes.</summary>
public enum LetterTo
{
    /// <summary>申请人.</summary>
    Applicant,
    /// <summary>第三方 (art. 32).</summary>
    ThirdParty,
    /// <summary>其他行政机关.</summary>
    Organ,
    /// <summary>内部: leaves the agency by no way, is kept with the case.</summary>
    Internal,
}

/// <summary>One kind of letter of a case.</summary>
/// <param name="Article">Of 《政府信息公开条例》（国令第711号）; empty where it rests on none.</param>
/// <param name="Word">In its number: 公开<b>补</b>〔2026〕3号; empty where it has no number. Kinds of one word are numbered in one row.</param>
/// <param name="After">Kinds of the case's steps, one of which has to be there.</param>
/// <param name="Group">Of <see cref="Outcome"/>: the answer of this group alone; empty for all.</param>
/// <param name="BySection">The section that drafts may make it, too.</param>
public sealed record LetterKind(string Code, string Title, string Article, LetterTo To, string Word, IReadOnlyList<string> After, string Group = "", bool BySection = false)
{
    public bool IsNumbered => Word.Length > 0;

    /// <summary>It is the one answer (统一答复) of the case.</summary>
    public bool IsAnswer => Code.StartsWith(LetterKinds.AnswerPrefix, StringComparison.Ordinal);

    /// <summary>What its standard text is filled with.</summary>
    public IReadOnlyList<string> Fields => LetterTexts.FieldsOf(Code);
}

/// <summary>The letters of a case (文书), in the order of its life: which there are, what they rest on, when they may be made.</summary>
public static class LetterKinds
{
    public const string AnswerPrefix = "answer-", Approval = "approval", ThirdParty = "third-party", Organ = "organ";

    private const string Received = "request.received", Approved = "request.approved", Answered = "request.answered", Drafted = "request.drafted", Returned = "request.returned";

    /// <summary>A draft or an approval counts until one of them follows.</summary>
    private static readonly string[] Undone = [Returned, "request.withdrawn"];

    private static readonly string[] Decided = [Approved, Answered];

    public static IReadOnlyList<LetterKind> All { get; } =
    [
        new("register", "申请登记表", "第二十九条", LetterTo.Internal, "", [Received]),
        new("receipt", "登记回执", "第三十一条", LetterTo.Applicant, "回", [Received]),
        new("correction", "补正告知书", "第三十条", LetterTo.Applicant, "补", ["request.correction-asked"]),
        new("extension", "延长答复期限告知书", "第三十三条第二款", LetterTo.Applicant, "延", ["request.extended"]),
        new(ThirdParty, "征求第三方意见书", "第三十二条", LetterTo.ThirdParty, "征", ["request.third-party-asked"], BySection: true),
        new(Organ, "征求其他机关意见函", "第三十四条", LetterTo.Organ, "函", ["request.organ-asked"], BySection: true),
        new("fee", "收费通知", "第四十二条", LetterTo.Applicant, "费", ["request.fee-charged"]),
        new("transfer", "移送告知书", "第十条", LetterTo.Applicant, "移", ["request.transferred"]),
        new("consultation", "会商意见表", "第三十九条", LetterTo.Internal, "", ["request.consulted"]),
        new(Approval, "办理审批单", "", LetterTo.Internal, "", [Drafted, Approved, Answered]),
        new("answer-granted", "答复书（予以公开）", "第三十六条第（一）、（二）项", LetterTo.Applicant, "答", Decided, "予以公开"),
        new("answer-partly", "答复书（部分公开）", "第三十七条", LetterTo.Applicant, "答", Decided, "部分公开"),
        new("answer-refused", "答复书（不予公开）", "第三十六条第（三）项", LetterTo.Applicant, "答", Decided, "不予公开"),
        new("answer-not-provided", "答复书（无法提供）", "第三十六条第（四）、（五）项", LetterTo.Applicant, "答", Decided, "无法提供"),
        new("answer-not-handled", "答复书（不予处理）", "第三十六条第（六）项、第三十九条", LetterTo.Applicant, "答", Decided, "不予处理"),
        new("answer-other", "答复书（其他处理）", "第三十六条", LetterTo.Applicant, "答", Decided, "其他处理"),
        new("abandoned", "不再处理告知书（逾期不补正）", "第三十条", LetterTo.Applicant, "终", ["request.abandoned"]),
        new("fee-lapsed", "不再处理告知书（逾期不缴费）", "第四十二条", LetterTo.Applicant, "终", ["request.fee-lapsed"]),
        new("withdrawn", "撤回确认书", "", LetterTo.Applicant, "撤", ["request.withdrawn"]),
    ];

    public static LetterKind? Of(string? code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>In the table, from 0; -1 for a kind that there is not.</summary>
    public static int PlaceOf(string code) => All.TakeWhile(k => k.Code != code).Count() is var place && place < All.Count ? place : -1;

    /// <summary>Whether the case has come to where the letter may be made; a draft that was sent back is none.</summary>
    /// <param name="steps">Kinds of the case's steps, in their order.</param>
    /// <param name="outcome">A code of <see cref="Outcomes"/>, of the draft or of the ended case.</param>
    public static bool IsPossible(LetterKind kind, IReadOnlyList<string> steps, string? outcome)
    {
        if (kind.Group.Length > 0 && Outcomes.Of(outcome)?.Group != kind.Group) return false;
        if (!kind.IsAnswer && kind.Code != Approval) return steps.Any(kind.After.Contains);
        var last = steps.LastOrDefault(s => kind.After.Contains(s) || Undone.Contains(s));
        return last is not null && kind.After.Contains(last);
    }

    /// <summary><c>〔2026〕3号</c> after what stands for the agency and the word of the kind.</summary>
    public static string NumberText(string prefix, string word, int year, int number) => $"{prefix}公开{word}〔{year}〕{number}号";
}
