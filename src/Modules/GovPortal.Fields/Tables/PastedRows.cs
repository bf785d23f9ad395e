using System.Text.Json.Nodes;
using GovPortal.Fields.Values;

namespace GovPortal.Fields.Tables;

/// <summary>
/// Pasted cells as rows of a table. A first line that holds the titles orders the columns; where columns are open, titles
/// that are new become columns. A cell without a column is kept under a name that the check refuses: nothing is lost unseen.
/// </summary>
internal static class PastedRows
{
    public static List<JsonNode?> Read(string paste, List<TableColumn> columns, bool open)
    {
        var lines = TablePaste.Parse(paste);
        if (lines.Count == 0) return [];
        var titles = lines[0].Select(t => t.Trim()).ToList();
        var places = HasTitles(titles, columns, open) ? Places(titles, lines, columns, open) : null;
        if (places is not null) lines.RemoveAt(0);
        return [.. lines.Take(TableField.MaxRows + 1).Select(line => Row(line, places ?? [.. columns], places is null ? [] : titles))];
    }

    private static bool HasTitles(List<string> titles, List<TableColumn> columns, bool open)
    {
        if (columns.Count == 0) return open;
        var known = titles.Count(t => Find(columns, t) is not null);
        return known > 0 && known * 2 >= titles.Count(t => t.Length > 0);
    }

    private static List<TableColumn?> Places(List<string> titles, List<List<string>> lines, List<TableColumn> columns, bool open)
    {
        var places = new List<TableColumn?>();
        for (var i = 0; i < titles.Count; i++)
        {
            var column = Find(columns, titles[i]);
            if (column is null && open && titles[i].Length > 0 && columns.Count <= TableField.MaxColumns)
            {
                column = new TableColumn(TableColumn.UnusedName(columns), titles[i], GuessType(lines, i), Required: false);
                columns.Add(column);
            }
            places.Add(places.Contains(column) ? null : column);
        }
        return places;
    }

    /// <summary>Only plain numbers make a number: what starts with zeros or has many digits is a code.</summary>
    private static string GuessType(List<List<string>> lines, int at)
    {
        var cells = lines.Skip(1).Select(l => l.ElementAtOrDefault(at)?.Trim() ?? "").Where(c => c.Length > 0).ToList();
        return cells.Count > 0 && cells.TrueForAll(c => c.Length < 12 && Numbers.Typed(c) is not null && (c[0] != '0' || c is "0" || c.StartsWith("0.", StringComparison.Ordinal)))
            ? "number" : "text";
    }

    private static JsonObject Row(List<string> line, IReadOnlyList<TableColumn?> places, List<string> titles)
    {
        var row = new JsonObject();
        for (var i = 0; i < line.Count; i++)
        {
            if (places.ElementAtOrDefault(i) is { } column) row[column.Name] = column.Read(line[i]);
            else if (!string.IsNullOrWhiteSpace(line[i])) row[titles.ElementAtOrDefault(i) is { Length: > 0 } title ? title : $"列{i + 1}"] = line[i];
        }
        return row;
    }

    private static TableColumn? Find(List<TableColumn> columns, string title) =>
        columns.Find(c => c.Title == title) ?? columns.Find(c => c.Name == title);
}
