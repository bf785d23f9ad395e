using System.Text;
using System.Text.RegularExpressions;
using GovPortal.Search.Text;

namespace GovPortal.Search.Index;

/// <summary>
/// Numbers by which people ask for one document: 发文字号 in any brackets, width and spacing (澄人社发〔2026〕3号, (2026)3号,
/// 澄人社发 2026 3) and 索引号, in the one form in which the index holds them.
/// </summary>
internal static partial class DocumentNumber
{
    /// <summary>As long a sign as an office has (中共某某县委办公室发), in characters.</summary>
    private const int LongestSign = 12;

    /// <summary>Fewer digits make no index number.</summary>
    private const int LeastDigits = 6;

    /// <summary>The terms of a document: its number with and without the office's sign, and its index number.</summary>
    public static IEnumerable<string> Terms(string? number, string? indexNumber)
    {
        foreach (var (sign, year, serial) in Read(number ?? ""))
        {
            yield return Term(sign, year, serial);
            if (sign.Length > 0) yield return Term("", year, serial);
        }
        if (Compact(indexNumber ?? "") is { Length: > 0 } compact) yield return "i" + compact;
    }

    /// <summary>
    /// What a question asks for, the exact first. A sign may have words before it (关于澄人社发…): each of its ends is asked.
    /// </summary>
    public static IReadOnlyList<(string Term, bool IsWhole)> Asked(string text)
    {
        var asked = new List<(string, bool)>();
        foreach (var (sign, year, serial) in Read(text))
        {
            for (var start = 0; start < sign.Length; start++) asked.Add((Term(sign[start..], year, serial), true));
            asked.Add((Term("", year, serial), sign.Length == 0));
        }
        var compact = Compact(text);
        if (compact.Count(char.IsAsciiDigit) >= LeastDigits) asked.Add(("i" + compact, true));
        return asked;
    }

    private static IEnumerable<(string Sign, string Year, string Serial)> Read(string text)
    {
        foreach (Match match in Number().Matches(Characters.Fold(text)))
        {
            var (sign, isBracketed, hasEnd) = (match.Groups["sign"].Value, match.Groups["open"].Success, match.Groups["end"].Success);
            // Without brackets and 号 only a sign tells a number from two figures beside each other.
            if (!isBracketed && !hasEnd && !EndsSign().IsMatch(sign)) continue;
            yield return (sign, match.Groups["year"].Value, match.Groups["serial"].Value.TrimStart('0'));
        }
    }

    private static string Term(string sign, string year, string serial) => $"n{(sign.Length > LongestSign ? sign[^LongestSign..] : sign)}|{year}|{serial}";

    private static string Compact(string text)
    {
        var compact = new StringBuilder();
        foreach (var c in Characters.Fold(text).Replace("索引号", "", StringComparison.Ordinal))
        {
            if (Characters.IsHan(c) || Characters.IsAlphanumeric(c)) compact.Append(c);
        }
        return compact.ToString();
    }

    [GeneratedRegex(@"(?<sign>\p{IsCJKUnifiedIdeographs}{0,20})\s*(?<open>[〔\[(【{<《「])?\s*(?<year>(?:19|20)[0-9]{2})\s*年?\s*[〕\])】}>》」]?\s*第?\s*(?<serial>[0-9]{1,5})(?![0-9])\s*(?<end>号)?", RegexOptions.None, 200)]
    private static partial Regex Number();

    [GeneratedRegex("[发规函办字令任通告]$")]
    private static partial Regex EndsSign();
}
