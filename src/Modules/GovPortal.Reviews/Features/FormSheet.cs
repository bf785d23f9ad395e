using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Papers;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;

namespace GovPortal.Reviews.Features;

/// <summary>
/// The 信息发布审查表 as a sheet of ruled cells; the page and the Word file are drawn from the same rows. Always Chinese: it is
/// an official paper.
/// </summary>
internal static class FormSheet
{
    public const string Title = "信息发布审查表";

    /// <summary>Shares of the four columns.</summary>
    public static IReadOnlyList<int> Shares { get; } = [18, 32, 18, 32];

    public static IEnumerable<IReadOnlyList<PaperCell>> Rows(ReviewFormView view)
    {
        var form = view.Form;
        yield return Pair("填表日期", Day(form.FilledUtc), "单位", form.AgencyName);
        yield return Wide("信息名称", view.Version.DisplayText);
        yield return Pair("责任科室", form.SectionName, "拟公开栏目", form.ColumnTitle);
        yield return Pair("载体形式", ReviewFormInput.Carriers.GetValueOrDefault(form.Carrier, form.Carrier), "文号", form.DocumentNumber ?? "无");
        yield return Pair("信息来源", ReviewFormInput.Sources.GetValueOrDefault(form.Source, form.Source), "拟公开方式", form.Channels);
        yield return Pair("拟公开时间", form.PlannedOn is { } day ? Day(day) : "审查通过后公开", "版本", $"第 {view.Version.Number} 版");
        yield return Wide("国家秘密、\n工作秘密", "不含国家秘密、工作秘密和法律、行政法规禁止公开的内容，公开后不危及国家安全、公共安全、经济安全和社会稳定。");
        yield return Wide("个人信息", Declared(ReviewFormInput.PersonalDataChoices, form.PersonalData, form.PersonalDataNote));
        yield return Wide("第三方权益", Declared(ReviewFormInput.ThirdPartyChoices, form.ThirdParty, form.ThirdPartyNote));
        if (view.Screening is { } screening) yield return Wide("自动筛查", Screened(view, screening));
        if (view.Version.UrgentReason is { } urgent) yield return Wide("紧急通道", $"理由：{urgent}");
        if (form.Note is { } note) yield return Wide("备注", note);
        yield return Wide("承办人", $"提交审查。\n{Signed(view.Name(form.FilledBy), form.FilledUtc)}");
        foreach (var (step, signers) in view.Signatures) yield return Wide(step.Title, Opinion(view, step, signers));
        foreach (var review in view.Confirmations) yield return Wide("补办确认", $"{view.Signatures.FirstOrDefault(s => s.Step.Name == review.StepName)?.Step.Title}：{(review.Decision == ReviewDecision.Confirmed ? Words(review) : $"有异议。{review.Comment}")}\n{Signed(Signer(view, review), review.DecidedUtc)}");
        foreach (var review in view.Returns) yield return Wide("退回记录", $"{view.Signatures.FirstOrDefault(s => s.Step.Name == review.StepName)?.Step.Title}：{review.Comment}\n{Signed(Signer(view, review), review.DecidedUtc)}");
    }

    public static byte[] Docx(ReviewFormView view) => new Paper()
        .Title(Title)
        .Table(Shares, Rows(view))
        .Text($"内容指纹（SHA-256）：{view.Form.ManifestHash}")
        .Text("本表所列审查意见只对该指纹所代表的正文和附件有效。")
        .ToDocx();

    /// <summary>How many of each kind that matters, and the reviewer's word on what blocks.</summary>
    private static string Screened(ReviewFormView view, VersionScreening screening)
    {
        var kinds = ScreenVersion.Read(screening.Findings).Where(f => f.Severity != Severity.Harmless).GroupBy(f => f.Title).Select(g => $"{g.Key} {g.Count()} 处").ToList();
        var found = kinds.Count == 0 ? "未发现个人信息、涉密标志等内容。" : $"发现{string.Join("、", kinds)}。";
        return screening.OverrideReason is { } reason
            ? $"{found}\n阻断项经保密审查同意公开，理由：{reason}\n{Signed(view.Name(screening.OverriddenBy!), screening.OverriddenUtc!.Value)}" : found;
    }

    private static string Opinion(ReviewFormView view, RouteStep step, IReadOnlyList<Review> signers)
    {
        if (signers.Count == 0) return step.IsSkipped ? "紧急事项，发布后补办确认。\n\n签名：　　　　　　　　年　　月　　日" : "\n签名：　　　　　　　　年　　月　　日";
        return string.Join('\n', signers.Select(r => $"{Words(r)}\n{Signed(Signer(view, r), r.DecidedUtc)}"));
    }

    /// <summary>Reviewers often begin with the word itself.</summary>
    private static string Words(Review review) => review.Comment is not { } words ? "同意。" : words.StartsWith("同意", StringComparison.Ordinal) ? words : $"同意。{words}";

    private static string Signer(ReviewFormView view, Review review) =>
        review.OnBehalfOf is { } behalf ? $"{view.Name(review.DeciderId)}（代签，受{view.Name(behalf)}委托）" : view.Name(review.DeciderId);

    private static string Signed(string name, DateTime utc) => $"签名：{name}　{utc.ToCivil().ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture)}";

    private static string Declared(IReadOnlyDictionary<string, string> choices, string code, string? note) =>
        choices.GetValueOrDefault(code, code) + "。" + (note is null ? "" : $"说明：{note}");

    private static string Day(DateTime utc) => Day(DateOnly.FromDateTime(utc.ToCivil()));

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private static IReadOnlyList<PaperCell> Pair(string label, string value, string label2, string value2) =>
        [new(label, IsHead: true), new(value), new(label2, IsHead: true), new(value2)];

    private static IReadOnlyList<PaperCell> Wide(string label, string value) => [new(label, IsHead: true), new(value, 3)];
}
