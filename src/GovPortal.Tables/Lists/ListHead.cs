using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Tables.Lists;

/// <summary>The head of a list: where it stands, its columns, and the fields they seem to hold.</summary>
internal sealed record ListHead(int FirstRow, int LastRow, IReadOnlyList<ListColumn> Columns, IReadOnlyDictionary<int, string> Known, string Signature)
{
    /// <summary>The head is looked for in so many rows from the top.</summary>
    private const int SearchedRows = 30;

    /// <summary>So many known heads make a head row.</summary>
    private const int LeastHeads = 2;

    private static readonly HashSet<string> Numbers = new(StringComparer.OrdinalIgnoreCase) { "序号", "序", "No", "No.", "№", "行号" };

    /// <summary>The row with the most known heads, or null where none has enough.</summary>
    public static ListHead? Find(TableGrid grid, IReadOnlyList<ListField> fields)
    {
        var (best, most) = (0, LeastHeads - 1);
        for (var row = 1; row <= Math.Min(grid.RowCount, SearchedRows); row++)
        {
            var known = Enumerable.Range(1, grid.ColumnCount).Select(c => grid.Text(row, c)).Where(t => t.Length > 0)
                .Select(t => FieldOf(SheetWords.HeadSpellings(t), fields)).OfType<string>().Distinct().Count();
            if (known > most) (best, most) = (row, known);
        }
        if (best == 0) return null;

        var first = Enumerable.Range(1, grid.ColumnCount).Select(c => OriginRow(grid[best, c]) ?? best).Append(best).Min();
        var last = best;
        while (last - first < 2 && Enumerable.Range(1, grid.ColumnCount).Any(c => OriginRow(grid[last + 1, c]) is { } origin && origin >= first && origin <= last)) last++;
        if (first == last && IsSecond(grid, first, fields)) last++;
        return Of(grid, first, last, fields);
    }

    private static ListHead Of(TableGrid grid, int first, int last, IReadOnlyList<ListField> fields)
    {
        var columns = Enumerable.Range(1, grid.ColumnCount)
            .Where(c => Enumerable.Range(first, grid.RowCount - first + 1).Any(r => grid[r, c] is { } cell && !IsFromAnotherColumn(cell)))
            .Select(c => Column(grid, c, first, last)).ToList();
        var known = new Dictionary<int, string>();
        for (var i = 0; i < columns.Count; i++)
        {
            var field = FieldOf(columns[i].Spellings, fields) ?? (columns[i].Spellings.Any(Numbers.Contains) ? ListField.Ordinal : null);
            // Only the first column of a field counts; a second one is for a person to decide.
            if (field is not null && !known.ContainsValue(field)) known[i] = field;
        }
        var heads = string.Join('|', columns.Select(c => c.Spellings.Count > 0 ? c.Spellings[0] : ""));
        return new ListHead(first, last, columns, known, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(heads))));
    }

    /// <summary>Below a head that spans columns stand the heads of those; where a file lost its merged cells, blanks stand beside it.</summary>
    private static ListColumn Column(TableGrid grid, int column, int first, int last)
    {
        var parts = Enumerable.Range(first, last - first + 1).Select(r => SheetWords.Title(grid.Text(r, column))).Where(t => t.Length > 0).Distinct().ToList();
        if (last > first && grid[first, column] is null && grid[last, column] is not null)
        {
            for (var left = column - 1; left > 0; left--)
            {
                if (grid[first, left] is not { } over) continue;
                parts.Insert(0, SheetWords.Title(over.Text));
                break;
            }
        }
        var spellings = parts.Count > 1 ? ((string[])[string.Concat(parts), parts[^1], parts[0]]).SelectMany(SheetWords.HeadSpellings) : parts.SelectMany(SheetWords.HeadSpellings);
        return new ListColumn(column, string.Join(" / ", parts), [.. spellings.Distinct()]);
    }

    /// <summary>Without merged cells a second row is told by its words: all are known heads, and the columns of names have none.</summary>
    private static bool IsSecond(TableGrid grid, int first, IReadOnlyList<ListField> fields)
    {
        var titles = fields.Where(f => f.IsTitle).ToList();
        var own = Enumerable.Range(1, grid.ColumnCount).Select(c => grid[first + 1, c]).OfType<TableCell>().ToList();
        return own.Count >= 2
            && own.TrueForAll(c => FieldOf(Column(grid, c.Column, first, first + 1).Spellings.Take(2), fields) is not null)
            && !own.Exists(c => FieldOf(SheetWords.HeadSpellings(grid.Text(first, c.Column)), titles) is not null);
    }

    private static string? FieldOf(IEnumerable<string> spellings, IReadOnlyList<ListField> fields) =>
        spellings.Select(s => fields.FirstOrDefault(f => f.Heads.Contains(s))?.Id).FirstOrDefault(f => f is not null);

    internal static int? OriginRow(TableCell? cell) => cell?.MergedFrom is { } origin && CellAddress.TryParse(origin, out var row, out _) && row != cell.Row ? row : null;

    internal static bool IsFromAnotherColumn(TableCell cell) =>
        cell.MergedFrom is { } origin && CellAddress.TryParse(origin, out _, out var column) && column != cell.Column;
}
