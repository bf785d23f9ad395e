using System.Buffers;
using System.Text.RegularExpressions;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Words;

/// <summary>
/// Marks of secrecy and restriction, and titles of process documents. A mark is one with a star, or one that fills its line,
/// as 保密法实施条例 has it at the head of a page; the same words in a sentence are none.
/// </summary>
internal sealed partial class MarkScanner(string text, Surroundings around, ScreeningOptions options, List<Hit> hits)
{
    private const int LongestMark = 40;
    private const int LongestTitle = 70;
    private static readonly SearchValues<char> Sentence = SearchValues.Create("。;；,，!?：:");
    /// <summary>How far from one result of a table another stands, in characters.</summary>
    private const int NearResults = 400;
    private static readonly SearchValues<string> OtherResults = SearchValues.Create(["予以公开", "部分公开", "不予处理"], StringComparison.Ordinal);
    private static readonly SearchValues<string> Anchors = SearchValues.Create(["★", "☆", "不予公开", "不公开", "密级"], StringComparison.Ordinal);

    private readonly List<(int Start, int End)> _lines = [];
    private int _line;

    public void Scan()
    {
        var titles = around.TitleLines;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var line = text.AsSpan(start, end - start).Trim();
            if (line.Length > 0)
            {
                var first = start + text.AsSpan(start, end - start).IndexOf(line);
                if (line.Length <= LongestMark) WholeLine(line, first);
                if (titles-- > 0 && line.Length <= LongestTitle) Title(line, first);
            }
            start = end + 1;
        }
        for (var at = text.AsSpan().IndexOfAny(Anchors); at >= 0;)
        {
            if (text[at] is '★' or '☆') Star(at);
            else if (text[at] == '密')
            {
                if (SecrecyField().Match(text.Substring(at, Math.Min(12, text.Length - at))) is { Success: true } field) Add(FindingKind.SecrecyMark, at, at + field.Length);
            }
            else if (PublicityField().IsMatch(text.AsSpan(Math.Max(0, at - 10), at - Math.Max(0, at - 10)))) Add(FindingKind.RestrictedMark, at, text.IndexOf("公开", at, StringComparison.Ordinal) + 2);
            var next = text.AsSpan(at + 1).IndexOfAny(Anchors);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private void WholeLine(ReadOnlySpan<char> line, int start)
    {
        if (line.IndexOfAny("密内注公") < 0) return;
        Span<char> compact = stackalloc char[LongestMark];
        var length = 0;
        foreach (var c in line)
        {
            if (c is not (' ' or '\t' or '\r')) compact[length++] = c;
        }
        var bare = compact[..length].Trim("[]()【】〔〕《》<>\"'“”");
        var kind = Secrecy().IsMatch(bare) ? FindingKind.SecrecyMark : Restricted().IsMatch(bare) ? FindingKind.RestrictedMark : (FindingKind?)null;
        if (kind is not { } mark || (bare.StartsWith("不") && IsFigure(start, line.Length))) return;
        _lines.Add((start, start + line.Length));
        hits.Add(new Hit(mark, start, start + line.Length, FindingKinds.UsualSeverity(mark)));
    }

    /// <summary>
    /// In a table of results (予以公开、部分公开、不予公开) the words stand beside a figure, with the other results near, and mark nothing. A figure alone
    /// may be the running number of whatever follows a mark.
    /// </summary>
    private bool IsFigure(int start, int length)
    {
        var from = Math.Max(0, start - NearResults);
        if (!text.AsSpan(from, Math.Min(text.Length, start + length + NearResults) - from).ContainsAny(OtherResults)) return false;
        var after = text.AsSpan(start + length).TrimStart();
        after = (after.IndexOf('\n') is var end and >= 0 ? after[..end] : after).Trim();
        return Figure().IsMatch(after);
    }

    private void Title(ReadOnlySpan<char> line, int start)
    {
        if (line.Length < 2 || line.ContainsAny(Sentence)) return;
        if (Request().IsMatch(line) || Minutes().IsMatch(line) || ForComment().IsMatch(line))
        {
            hits.Add(new Hit(FindingKind.ProcessDocument, start, start + line.Length, options.WrongColumn ? Severity.Blocking : Severity.Warning));
        }
    }

    /// <summary>The mark in front of a star, with the period behind it.</summary>
    private void Star(int at)
    {
        var from = Math.Max(0, at - 8);
        var before = SecretBefore().Match(text[from..at]);
        if (!before.Success) return;
        var after = PeriodAfter().Match(text[(at + 1)..Math.Min(text.Length, at + 13)]);
        Add(FindingKind.SecrecyMark, from + before.Index, at + 1 + after.Length);
    }

    private void Add(FindingKind kind, int start, int end)
    {
        // A line that is a mark as a whole was found before the star in it; lines come in order.
        while (_line < _lines.Count && _lines[_line].End <= start) _line++;
        if (_line < _lines.Count && _lines[_line].Start < end) return;
        hits.Add(new Hit(kind, start, end, FindingKinds.UsualSeverity(kind)));
    }

    [GeneratedRegex(@"^(本件|此件)?(密级)?(为|[:：])?(绝密|机密|秘密)(级|件)?[★☆*]?(长期|\d{1,3}(年|个月|月|天|日)|[一二三四五六七八九十]{1,3}(年|个月))?(特急|加急|急件)?$")]
    private static partial Regex Secrecy();

    [GeneratedRegex(@"^((内部(资料|文件|材料|使用|事项|刊物)|仅供内部使用)([,，。;；:：!！]?(注意保存|请勿外传|不得外传|严禁外传|妥善保管|妥善保存|注意保密))?|注意保存|注意保密|(本件|此件|公开属性|公开方式|公开类型|公开形式)?[:：]?不(予)?公开)[!！。]?$")]
    private static partial Regex Restricted();

    [GeneratedRegex(@"^(\d{1,4}(件|条|次|件次)?|予以公开|部分公开|不予处理)$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^密 ?级[:： ]{1,3}(绝密|机密|秘密)(?![\u4e00-\u9fff])")]
    private static partial Regex SecrecyField();

    [GeneratedRegex(@"公开(属性|方式|类型|形式|类别)[:： ]{0,4}$")]
    private static partial Regex PublicityField();

    [GeneratedRegex(@"(绝|机|秘) {0,3}密 {0,2}级? {0,2}$")]
    private static partial Regex SecretBefore();

    [GeneratedRegex(@"^ {0,2}(长期|\d{1,3} ?(年|个月|月|天|日))?")]
    private static partial Regex PeriodAfter();

    [GeneratedRegex(@"(.{2,}的|^)请 ?示(报告)?(\([^()]{0,20}\))?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"((会|会议|专题|局务|常务|办公会议|协调会|座谈会)\s?|^)纪 ?要(\([^()]{0,20}\))?$")]
    private static partial Regex Minutes();

    [GeneratedRegex(@".{3,}[(〔【\[]?征求意见稿[)〕】\]]?$")]
    private static partial Regex ForComment();
}
