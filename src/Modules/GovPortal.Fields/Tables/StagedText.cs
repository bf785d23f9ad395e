using System.Text.RegularExpressions;

namespace GovPortal.Fields.Tables;

/// <summary>
/// Many offices write a whole table into one cell: <c>1.受理责任：…</c>, <c>2.审查责任：…</c>. Where the table has a column of fixed
/// words (环节) that the sheet lacks, and every paragraph begins with one of them, each becomes a row; else the cell stays one row.
/// </summary>
internal static partial class StagedText
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Split(
        IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyDictionary<string, string>> lines)
    {
        var stage = columns.FirstOrDefault(c => c.Options.Count > 0);
        if (stage is null || lines is not [var only] || only.ContainsKey(stage.Name)) return lines;
        var filled = only.Where(c => c.Value.Trim().Length > 0).Select(c => (c.Key, Parts: Paragraphs(c.Value, stage.Options))).ToList();
        if (filled.Count == 0 || filled.Exists(f => f.Parts is null || !f.Parts.Select(p => p.Stage).SequenceEqual(filled[0].Parts!.Select(p => p.Stage)))) return lines;
        return
        [
            .. filled[0].Parts!.Select((part, i) => filled.Select(f => (f.Key, f.Parts![i].Text)).Append((stage.Name, part.Stage))
                .ToDictionary(c => c.Item1, c => c.Item2)),
        ];
    }

    private static List<(string Stage, string Text)>? Paragraphs(string text, IReadOnlyList<string> stages)
    {
        var parts = new List<(string Stage, string Text)>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var plain = Number().Replace(line, "");
            var stage = stages.FirstOrDefault(s => plain.StartsWith(s, StringComparison.Ordinal) && Mark().IsMatch(plain[s.Length..]));
            if (stage is not null) parts.Add((stage, Mark().Replace(plain[stage.Length..], "").Trim()));
            else if (parts.Count > 0) parts[^1] = (parts[^1].Stage, parts[^1].Text + "\n" + line);
            else return null;
        }
        return parts.Count > 0 ? parts : null;
    }

    [GeneratedRegex(@"^[（(]?[0-9一二三四五六七八九十]{1,3}[）)．.、]\s*")]
    private static partial Regex Number();

    [GeneratedRegex("^(?:阶段|环节)?(?:责任)?[：:]")]
    private static partial Regex Mark();
}
