using System.Text.RegularExpressions;

namespace GovPortal.Requests.Rules;

public enum LetterLineKind { Title, Center, Right, Address, Body, Row }

/// <summary>A line of a standard text. Cells are those of a row, else one; a cell that begins with <c>*</c> is a label, <c>⏎</c> a line end.</summary>
public sealed record LetterLine(LetterLineKind Kind, IReadOnlyList<string> Cells)
{
    public string Text => Cells[0];
}

/// <summary>
/// The standard texts of letters. A line begins with <c># </c> for a title, <c>^ </c> in the middle, <c>&gt; </c> at the right, <c>- </c> not set in,
/// <c>| </c> a row of a table; every other line is a paragraph. To be confirmed against the forms the county has in use.
/// </summary>
public static partial class LetterTexts
{
    private const string Law = "《中华人民共和国政府信息公开条例》";
    private const string Signature = "⏎签名：　　　　　　　　　　年　　月　　日";

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["register"] = $$$"""
            # {{机关名称}}
            # 政府信息公开申请登记表
            > 案件编号：{{案件编号}}
            | *收到方式 | {{收到方式}} | *收到之日 | {{收到之日}} |
            | *申请人 | {{申请人}} | *申请人类别 | {{申请人类别}} |
            | *证件类型 | {{证件类型}} | *证件号码 | {{证件号码}} |
            | *联系人 | {{联系人}} | *联系电话 | {{联系电话}} |
            | *电子邮箱 | {{电子邮箱}} | *通信地址 | {{通信地址}} |
            | *所需信息 | {{申请内容}} |
            | *信息的形式 | {{信息的形式}} | *获取方式 | {{获取方式}} |
            | *承办科室 | {{承办科室}} | *答复期限 | {{答复期限}} |
            | *登记人 | {{{Signature}}} |
            | *备注 |  |
            """,
        ["receipt"] = $$$"""
            {{{Head("政府信息公开申请登记回执")}}}
            - {{申请人}}：
            本机关于{{收到之日}}收到{{称谓}}提出的政府信息公开申请，已经登记，案件编号为{{案件编号}}，查询码为{{查询码}}。申请内容为：
            {{申请内容}}
            依照{{{Law}}}第三十三条第二款的规定，本机关将于{{答复期限}}（含当日）以前答复。需要补正、征求第三方或者其他机关意见、收取信息处理费、延长答复期限的，期限依法另行计算，本机关将另行告知。
            凭查询码和查询密码，可以在本机关网站查询办理情况。
            {{{Tail}}}
            """,
        ["correction"] = $$$"""
            {{{Head("政府信息公开申请补正告知书")}}}
            - {{申请人}}：
            {{{Came}}}经审查，申请的内容不明确或者不符合规定的要求，需要补正下列事项：
            {{补正内容}}
            依照{{{Law}}}第三十条的规定，请于{{补正期限}}（含当日）以前补正。答复期限自本机关收到补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请。
            {{{Tail}}}
            """,
        ["extension"] = $$$"""
            {{{Head("延长政府信息公开申请答复期限告知书")}}}
            - {{申请人}}：
            {{{Came}}}因下列原因，本机关不能在规定的期限内答复：
            {{延长理由}}
            依照{{{Law}}}第三十三条第二款的规定，经政府信息公开工作机构负责人同意，答复期限延长{{延长天数}}个工作日，延长后的答复期限为{{答复期限}}。
            {{{Tail}}}
            """,
        [LetterKinds.ThirdParty] = $$$"""
            {{{Head("政府信息公开征求第三方意见书")}}}
            - {{征求对象}}：
            本机关正在办理一件政府信息公开申请。申请公开的信息公开后，可能损害您（贵单位）的合法权益。依照{{{Law}}}第三十二条的规定，现就下列事项征求意见：
            {{征求内容}}
            请自收到本意见书之日起{{征求期限}}个工作日内，书面告知是否同意公开；不同意公开的，请说明理由。不同意公开且有合理理由的，本机关不予公开；不公开可能对公共利益造成重大影响的，本机关可以决定公开，并将决定公开的内容和理由书面告知。逾期未提出意见的，由本机关依照该条例的规定决定是否公开。
            {{{Tail}}}
            | *第三方意见 | □同意公开　　□部分同意公开　　□不同意公开 |
            | *理由 | ⏎⏎ |
            | *签名或者盖章 | {{{Signature}}} |
            """,
        [LetterKinds.Organ] = $$$"""
            {{{Head("关于征求政府信息公开意见的函")}}}
            - {{征求对象}}：
            本机关正在办理一件政府信息公开申请。申请公开的信息由本机关牵头、贵机关共同制作。依照{{{Law}}}第三十四条的规定，现就下列事项征求意见：
            {{征求内容}}
            请自收到本函之日起{{征求期限}}个工作日内提出是否同意公开的意见和理由。逾期未提出意见的，视为同意公开。
            联系科室：{{承办科室}}
            {{{Tail}}}
            """,
        ["fee"] = $$$"""
            {{{Head("政府信息公开信息处理费收费通知")}}}
            - {{申请人}}：
            {{{Came}}}依照{{{Law}}}第四十二条的规定，本机关决定收取信息处理费{{收费金额}}元。
            {{收费说明}}
            请于{{缴费期限}}（含当日）以前缴纳。答复期限自完成缴费的次日起重新计算；逾期未缴纳的，视为放弃申请，本机关不再处理该申请。
            {{{Tail}}}
            """,
        ["transfer"] = $$$"""
            {{{Head("政府信息公开申请移送告知书")}}}
            - {{申请人}}：
            {{{Came}}}经审查，依照{{{Law}}}第十条的规定，申请公开的信息由{{移送机关}}负责公开，本机关已将该申请移送{{移送机关}}，请与该机关联系。
            {{移送理由}}
            本机关对该申请的办理到此结束。
            {{{Tail}}}
            """,
        ["consultation"] = $$$"""
            # {{机关名称}}
            # 政府信息公开申请会商意见表
            > 案件编号：{{案件编号}}
            | *收到之日 | {{收到之日}} | *承办科室 | {{承办科室}} |
            | *申请内容 | {{申请内容}} |
            | *会商事由 | {{会商事由}} |
            | *会商意见 | {{会商意见}} |
            | *会商工作小组成员 | ⏎{{{Signature}}} |
            | *分管领导 | {{{Signature}}} |
            """,
        [LetterKinds.Approval] = $$$"""
            # {{机关名称}}
            # 政府信息公开申请办理审批单
            > 案件编号：{{案件编号}}
            | *收到方式 | {{收到方式}} | *收到之日 | {{收到之日}} |
            | *承办科室 | {{承办科室}} | *答复期限 | {{答复期限}} |
            | *申请内容 | {{申请内容}} |
            | *办公室拟办意见 | {{交办意见}}⏎{{{Signature}}} |
            | *承办科室意见 | {{拟答复}}⏎起草人：{{起草人}}⏎{{{Signature}}} |
            | *分管领导审批 | {{审批意见}}⏎{{{Signature}}} |
            | *办公室核发 | {{{Signature}}} |
            """,
        ["answer-granted"] = Answer("本机关决定予以公开，答复如下："),
        ["answer-partly"] = Answer("申请公开的信息中含有不应当公开或者不属于政府信息的内容，能够作区分处理。{{依据}}本机关提供其中可以公开的内容，其余内容不予公开，答复如下：", basis: ""),
        ["answer-refused"] = Answer("本机关对申请公开的信息答复为：{{办理结果}}。"),
        ["answer-not-provided"] = Answer("申请公开的信息，本机关无法提供，答复为：{{办理结果}}。"),
        ["answer-not-handled"] = Answer("本机关对该申请不予处理，答复为：{{办理结果}}。"),
        ["answer-other"] = Answer("本机关对该申请答复如下：", basis: ""),
        ["abandoned"] = $$$"""
            {{{Head("不再处理政府信息公开申请告知书")}}}
            - {{申请人}}：
            {{{Came}}}本机关已告知补正，补正期限为{{补正期限}}。{{称谓}}无正当理由逾期不补正，依照{{{Law}}}第三十条的规定，视为放弃申请，本机关不再处理该申请。需要获取政府信息的，可以重新提出申请。
            {{救济途径}}
            {{{Tail}}}
            """,
        ["fee-lapsed"] = $$$"""
            {{{Head("不再处理政府信息公开申请告知书")}}}
            - {{申请人}}：
            {{{Came}}}本机关已依照{{{Law}}}第四十二条的规定通知缴纳信息处理费{{收费金额}}元，缴费期限为{{缴费期限}}。{{称谓}}逾期未缴纳，依照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，视为放弃申请，本机关不再处理该申请。
            {{救济途径}}
            {{{Tail}}}
            """,
        ["withdrawn"] = $$$"""
            {{{Head("撤回政府信息公开申请确认书")}}}
            - {{申请人}}：
            {{{Came}}}{{称谓}}已撤回该申请，本机关予以确认，对该申请的办理到此结束。需要获取政府信息的，可以重新提出申请。
            {{撤回说明}}
            {{{Tail}}}
            """,
    };

    private const string Came = "本机关于{{收到之日}}收到{{称谓}}提出的政府信息公开申请（案件编号{{案件编号}}）。";

    private const string Tail = "> {{机关名称}}（印章）\n> {{落款日期}}";

    private static string Head(string title) => $"# {{{{机关名称}}}}\n# {title}\n^ {{{{编号}}}}";

    /// <summary>All answers: what was asked, the decision, its reason, what goes with it, the right of review.</summary>
    private static string Answer(string decision, string basis = "{{依据}}") => $$$"""
        {{{Head("政府信息公开申请答复书")}}}
        - {{申请人}}：
        {{{Came}}}申请内容为：
        {{申请内容}}
        经审查，{{{basis}}}{{{decision}}}
        {{答复内容}}
        {{答复理由}}
        {{负责机关}}
        {{随附文件}}
        {{救济途径}}
        {{{Tail}}}
        """;

    /// <summary>Line by line; throws for a kind that there is not.</summary>
    public static IReadOnlyList<LetterLine> Of(string kind) => [.. Texts[kind].Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Select(Line)];

    internal static IReadOnlyList<string> FieldsOf(string kind) => [.. Field().Matches(Texts[kind]).Select(m => m.Groups[1].Value).Distinct()];

    private static LetterLine Line(string line) => line[..Math.Min(2, line.Length)] switch
    {
        "# " => new(LetterLineKind.Title, [line[2..]]), "^ " => new(LetterLineKind.Center, [line[2..]]), "> " => new(LetterLineKind.Right, [line[2..]]),
        "- " => new(LetterLineKind.Address, [line[2..]]), "| " => new(LetterLineKind.Row, [.. line.Trim().Trim('|').Split('|').Select(c => c.Trim(' '))]), _ => new(LetterLineKind.Body, [line]),
    };

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Field();
}
