using System.Text;

namespace GovPortal.Fields.Tables;

/// <summary>Rows copied from a spreadsheet: cells apart by tabs; a cell with a tab, a line end or a quote stands in quotes.</summary>
internal static class TablePaste
{
    public static List<List<string>> Parse(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            at = text[at] == '"' && TryQuoted(text, at, cell, out var after) ? after : Plain(text, at, cell);
            row.Add(cell.ToString());
            cell.Clear();
            if (at < text.Length && text[at] == '\t')
            {
                at++;
                if (at == text.Length || text[at] == '\n') row.Add("");
                if (at < text.Length && text[at] != '\n') continue;
            }
            if (at < text.Length && text[at] == '\n') at++;
            Finish(rows, row);
            row = [];
        }
        return rows;
    }

    /// <summary>The opposite of <see cref="Parse"/>.</summary>
    public static string Write(IEnumerable<IEnumerable<string>> rows) =>
        string.Join('\n', rows.Select(r => string.Join('\t', r.Select(c =>
            c.AsSpan().IndexOfAny("\t\n\"") >= 0 ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c))));

    private static void Finish(List<List<string>> rows, List<string> row)
    {
        if (row.Exists(c => !string.IsNullOrWhiteSpace(c))) rows.Add(row);
    }

    private static int Plain(string text, int at, StringBuilder cell)
    {
        var end = text.AsSpan(at).IndexOfAny('\t', '\n') is >= 0 and var found ? at + found : text.Length;
        cell.Append(text, at, end - at);
        return end;
    }

    /// <summary>False where the quote is only the first character of a cell.</summary>
    private static bool TryQuoted(string text, int at, StringBuilder cell, out int after)
    {
        for (after = at + 1; after < text.Length; after++)
        {
            if (text[after] != '"')
            {
                cell.Append(text[after]);
            }
            else if (after + 1 < text.Length && text[after + 1] == '"')
            {
                cell.Append('"');
                after++;
            }
            else
            {
                after++;
                if (after == text.Length || text[after] is '\t' or '\n') return true;
                break;
            }
        }
        cell.Clear();
        return false;
    }
}
