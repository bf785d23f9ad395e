namespace GovPortal.Screening;

/// <summary>One thing found. The value itself is not part of it: it never leaves the library.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">The place, in Chinese: <c>第3页</c>, <c>工作表“名单”B12（隐藏行）</c>, <c>文档属性：作者</c>.</param>
/// <param name="Masked">A sample in the official mask, as <c>138****1234</c>; a mark or a title is shown as it is; empty where there is no text.</param>
/// <param name="Severity">What it means for publication.</param>
public sealed record Finding(FindingKind Kind, string Where, string Masked, Severity Severity);

/// <summary>All that was found in a text or a file, in reading order.</summary>
/// <param name="Findings">The findings; empty where nothing was found.</param>
public sealed record ScreeningReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether something found forbids publication.</summary>
    public bool IsBlocking => Findings.Any(f => f.Severity == Severity.Blocking);
}
