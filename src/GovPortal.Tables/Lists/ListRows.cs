namespace GovPortal.Tables.Lists;

/// <summary>
/// The reading of one table, row by row. A cell is either used or not; what is not used is found at the end as what is left, so that
/// nothing is lost by forgetting to report it.
/// </summary>
internal sealed class ListRows(
    TableGrid grid, ListHead head, IReadOnlyList<ListField> fields, IReadOnlyDictionary<int, string> mapping, string prefix)
{
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<string, string> _why = [];
    private readonly List<Open> _entries = [];
    private readonly Dictionary<int, string> _above = [];
    private readonly List<(ListField Field, int Column)> _columns =
        [.. mapping.Where(m => m.Key < head.Columns.Count).Select(m => (fields.FirstOrDefault(f => f.Id == m.Value)!, head.Columns[m.Key].Column)).Where(m => m.Item1 is not null)];
    private readonly HashSet<int> _ordinals = [.. mapping.Where(m => m.Value == ListField.Ordinal && m.Key < head.Columns.Count).Select(m => head.Columns[m.Key].Column)];
    private bool _notes;

    public string? Title { get; private set; }

    public IEnumerable<ListEntry> Entries => _entries.Select(e => new ListEntry(e.Row, prefix, e.Cells, e.Tables.ToDictionary(
        t => t.Key, t => (IReadOnlyList<IReadOnlyDictionary<string, ListCell>>)t.Value)));

    public IEnumerable<UnusedCell> Unused => grid.Cells.Where(c => c.MergedFrom is null && !_used.Contains(c.Address))
        .Select(c => new UnusedCell(prefix + c.Address, c.Text, _why.GetValueOrDefault(c.Address, "本列没有对应的字段")));

    private bool HasTable => _columns.Exists(c => c.Field.Table is not null);

    public void Read()
    {
        foreach (var cell in grid.Cells.Where(c => c.Row < head.FirstRow && c.MergedFrom is null))
        {
            if (Title is null) Title = Take(cell);
            else _why[cell.Address] = "表头以上的说明";
        }
        var mapped = _columns.Select(c => c.Column).Concat(_ordinals).ToHashSet();
        for (var row = head.FirstRow; row <= head.LastRow; row++)
        {
            foreach (var column in mapped.Where(c => grid[row, c] is not null)) Take(grid[row, column]!);
        }
        for (var row = head.LastRow + 1; row <= grid.RowCount; row++) ReadRow(row);
    }

    private void ReadRow(int row)
    {
        var own = Enumerable.Range(1, grid.ColumnCount).Select(c => grid[row, c]).OfType<TableCell>().Where(c => c.MergedFrom is null).ToList();
        if (own.Count == 0) return;
        if (IsRepeatedHead(own))
        {
            foreach (var cell in own) Take(cell);
            return;
        }
        if (own.Count == 1 && (_notes || SheetWords.StartsNote(own[0].Text)))
        {
            _notes = true;
            _why[own[0].Address] = "表尾的说明";
            return;
        }
        if (own.Count == 1 && (SheetWords.IsHeading(own[0].Text) && _columns.Count > 2
            || Enumerable.Range(1, grid.ColumnCount).Count(c => grid[row, c]?.MergedFrom == own[0].Address) >= 2))
        {
            _why[own[0].Address] = "整行的标题或说明，不是条目";
            return;
        }
        var name = _columns.Find(c => c.Field.IsTitle).Column;
        if (own.Exists(c => (c == own[0] || c.Column == name) && SheetWords.IsTotal(c.Text)))
        {
            foreach (var cell in own) _why[cell.Address] = "合计行，不是条目";
            return;
        }
        foreach (var cell in own.Where(c => _ordinals.Contains(c.Column)))
        {
            if (SheetWords.IsOrdinal(cell.Text)) Take(cell);
            else _why[cell.Address] = "序号列中的其他内容";
        }
        var at = _columns.Select(c => (c.Field, c.Column, Cell: Cell(row, c.Column))).ToList();
        var title = at.Find(c => c.Field.IsTitle).Cell;
        if (Continues(at, title, row) is { } entry) Continue(entry, at, row);
        else if (title is null || SheetWords.IsDitto(title.Text)) Refuse(at, title is null ? "本行没有名称" : "“同上”的上方没有可续的条目");
        else Begin(at, row);
    }

    /// <summary>The entry above, where this row belongs to it: the name is merged from there, blank, «同上» or repeated, and the entry may take several rows.</summary>
    private Open? Continues(List<(ListField Field, int Column, TableCell? Cell)> at, TableCell? title, int row)
    {
        if (_entries.Count == 0 || _entries[^1] is not { } above) return null;
        if (title is not null && ListHead.OriginRow(title) is { } origin) return origin >= above.Row ? above : null;
        if (!HasTable || !at.Exists(c => c.Field.Table is not null && c.Cell is { MergedFrom: null })) return null;
        if (title is null) return row == above.LastRow + 1 && !at.Exists(c => c.Field.IsKey && c.Cell is { MergedFrom: null } key && Differs(above, c.Field, key)) ? above : null;
        return at.TrueForAll(c => !c.Field.IsTitle && !c.Field.IsKey || c.Cell is null || !Differs(above, c.Field, c.Cell)) ? above : null;
    }

    private static bool Differs(Open entry, ListField field, TableCell cell) =>
        !SheetWords.IsDitto(cell.Text) && entry.Cells.GetValueOrDefault(field.Id)?.Text != cell.Text;

    private void Begin(List<(ListField Field, int Column, TableCell? Cell)> at, int row)
    {
        var entry = new Open(row);
        _entries.Add(entry);
        foreach (var (field, column, cell) in at.Where(c => c.Field.Table is null))
        {
            entry.Cells[field.Id] = new ListCell(prefix + (cell?.Address ?? CellAddress.Of(row, column)), Text(cell, column));
        }
        AddLines(entry, at, row);
    }

    private void Continue(Open entry, List<(ListField Field, int Column, TableCell? Cell)> at, int row)
    {
        entry.LastRow = row;
        foreach (var (field, _, cell) in at.Where(c => c.Field.Table is null && c.Cell is { MergedFrom: null }))
        {
            if (Differs(entry, field, cell!)) _why[cell!.Address] = "与上一行是同一条目，本格未使用";
            else Take(cell!);
        }
        AddLines(entry, at, row);
    }

    /// <summary>A row whose cells are all merged from above adds nothing.</summary>
    private void AddLines(Open entry, List<(ListField Field, int Column, TableCell? Cell)> at, int row)
    {
        foreach (var table in at.Where(c => c.Field.Table is not null).GroupBy(c => c.Field.Table!))
        {
            var lines = entry.Tables.TryGetValue(table.Key, out var known) ? known : entry.Tables[table.Key] = [];
            if (!table.Any(c => c.Cell is { } cell && (cell.MergedFrom is null || row == entry.Row))) continue;
            lines.Add(table.ToDictionary(c => c.Field.Id, c => new ListCell(prefix + CellAddress.Of(row, c.Column), Text(c.Cell, c.Column))));
        }
    }

    private void Refuse(List<(ListField Field, int Column, TableCell? Cell)> at, string why)
    {
        foreach (var (_, _, cell) in at.Where(c => c.Cell is { MergedFrom: null })) _why[cell!.Address] = why;
    }

    private bool IsRepeatedHead(List<TableCell> own) =>
        own.Count >= 2 && own.TrueForAll(c => Enumerable.Range(head.FirstRow, head.LastRow - head.FirstRow + 1).Any(r => grid.Text(r, c.Column) == c.Text));

    /// <summary>A value merged across columns belongs to the first of them only.</summary>
    private TableCell? Cell(int row, int column) => grid[row, column] is { } cell && !ListHead.IsFromAnotherColumn(cell) ? cell : null;

    /// <summary>What the cell stands for: «同上» for what stands above in its column.</summary>
    private string Text(TableCell? cell, int column)
    {
        if (cell is null)
        {
            _above[column] = "";
            return "";
        }
        if (!SheetWords.IsDitto(cell.Text)) return _above[column] = Take(cell);
        var above = _above.GetValueOrDefault(column, "");
        if (above.Length > 0) Take(cell);
        else _why[cell.MergedFrom ?? cell.Address] = "“同上”的上方没有内容";
        return above;
    }

    private string Take(TableCell cell)
    {
        _used.Add(cell.MergedFrom ?? cell.Address);
        return cell.Text;
    }

    private sealed class Open(int row)
    {
        public int Row { get; } = row;
        public int LastRow { get; set; } = row;
        public Dictionary<string, ListCell> Cells { get; } = [];
        public Dictionary<string, List<IReadOnlyDictionary<string, ListCell>>> Tables { get; } = [];
    }
}
