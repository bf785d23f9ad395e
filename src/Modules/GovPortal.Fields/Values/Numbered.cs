using System.Globalization;
using System.Text.RegularExpressions;

namespace GovPortal.Fields.Values;

/// <summary>Lists as people write them into one text: «1.身份证 2.申请表», «（1）… （2）…», «① … ② …».</summary>
internal static partial class Numbered
{
    private const string Circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

    /// <summary>The items, where the text begins with 1 and goes on with 2; null where it is no list. A number counts at the start and behind a blank or a mark only.</summary>
    public static IReadOnlyList<string>? Items(string text)
    {
        var marks = new List<Match>();
        foreach (Match mark in Inner().Matches(text))
        {
            if (NumberOf(mark) == marks.Count + 1 && (marks.Count > 0 || text[..mark.Index].Trim().Length == 0)) marks.Add(mark);
        }
        if (marks.Count < 2) return null;
        var items = marks.Select((m, i) => text[(m.Index + m.Length)..(i + 1 < marks.Count ? marks[i + 1].Index : text.Length)].Trim()).ToList();
        return items.TrueForAll(i => i.Length > 0) ? items : null;
    }

    /// <summary>The number a line begins with, and what follows it; null where it begins with none.</summary>
    public static (int Number, string Text)? Mark(string line) =>
        Inner().Match(line) is { Success: true, Index: 0 } mark ? (NumberOf(mark), line[mark.Length..].Trim()) : null;

    private static int NumberOf(Match mark) =>
        mark.Groups["circled"] is { Success: true } c ? Circled.IndexOf(c.Value, StringComparison.Ordinal) + 1
        : int.Parse(mark.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=^|[\s；;。，,、：:])(?:(?<number>[0-9]{1,2})(?:[.．](?![0-9])|[、)）])|[（(](?<number>[0-9]{1,2})[)）]|(?<circled>[①-⑳]))[ \t]*")]
    private static partial Regex Inner();
}
