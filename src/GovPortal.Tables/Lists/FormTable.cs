namespace GovPortal.Tables.Lists;

/// <summary>
/// A form of one entry (登记表): labels with their values beside them, as offices keep guides and register entries in Word. Turned
/// into a list of one row, so that it is read like every list; the cells keep the addresses they have in the form.
/// </summary>
internal static class FormTable
{
    /// <summary>So many known labels, each in a row of its own, make a form.</summary>
    private const int LeastLabels = 3;

    /// <summary>The form as a list, or the grid itself where it is none.</summary>
    public static TableGrid AsList(TableGrid grid, IReadOnlyList<ListField> fields)
    {
        var pairs = Pairs(grid, fields);
        if (pairs.Select(p => p.Label.Row).Distinct().Count() < LeastLabels || !pairs.Exists(p => IsLabel(p.Label, [.. fields.Where(f => f.IsTitle)]))) return grid;
        // A list has a row of nothing but heads.
        if (ListHead.Find(grid, fields) is { } head && head.Known.Count >= pairs.Count) return grid;

        var (first, cells, column) = (pairs.Min(p => p.Label.Row), new List<TableCell>(), 0);
        var taken = pairs.SelectMany(p => new[] { p.Label.Address, p.Value.Address }).ToHashSet();
        // What the form says above its first label is its title.
        var above = grid.Cells.Where(c => c.MergedFrom is null && c.Row < first).Select(c => c with { Column = 1 }).ToList();
        foreach (var (label, value) in pairs)
        {
            column++;
            cells.Add(label with { Row = first, Column = column });
            cells.Add(value with { Row = first + 1, Column = column });
        }
        foreach (var cell in grid.Cells.Where(c => c.MergedFrom is null && c.Row >= first && !taken.Contains(c.Address))) cells.Add(cell with { Row = first + 1, Column = ++column });
        return new TableGrid(grid.Name, [.. above, .. cells]);
    }

    /// <summary>Each known label with the cell to its right, where that is no label itself; of a label that comes twice the first.</summary>
    private static List<(TableCell Label, TableCell Value)> Pairs(TableGrid grid, IReadOnlyList<ListField> fields)
    {
        var single = fields.Where(f => f.Table is null).ToList();
        var pairs = new List<(TableCell, TableCell)>();
        var known = new HashSet<string>();
        foreach (var label in grid.Cells.Where(c => c.MergedFrom is null && IsLabel(c, single)))
        {
            var beside = Enumerable.Range(label.Column + 1, Math.Max(0, grid.ColumnCount - label.Column)).Select(c => grid[label.Row, c])
                .FirstOrDefault(c => c is not null && c.MergedFrom != label.Address);
            if (beside is { MergedFrom: null } && !IsLabel(beside, single) && known.Add(SheetWords.Title(label.Text))) pairs.Add((label, beside));
        }
        return pairs;
    }

    private static bool IsLabel(TableCell cell, List<ListField> fields) => SheetWords.HeadSpellings(cell.Text).Any(s => fields.Exists(f => f.Heads.Contains(s)));
}
