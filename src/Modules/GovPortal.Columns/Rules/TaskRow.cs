using GovPortal.Tables;

namespace GovPortal.Columns.Rules;

/// <summary>One row as the reader of a table sees it: merged cells carry down, «同上» stands for the text above.</summary>
internal sealed class TaskRow
{
    private readonly Dictionary<TaskField, TableCell> _cells = [];
    private readonly Dictionary<TaskField, string> _texts = [];

    public TaskRow(TableGrid grid, TaskTableHeader header, int number, TaskRow? above)
    {
        Number = number;
        Own = [.. Enumerable.Range(1, grid.ColumnCount).Select(c => grid[number, c]).OfType<TableCell>().Where(c => c.MergedFrom is null)];
        IsOneLine = Own.Count == 1 && IsWide(grid, header, Own[0]);
        foreach (var (column, field) in header.Fields.OrderBy(f => f.Key))
        {
            if (grid[number, column] is not { } cell || IsFromAnotherColumn(cell)) continue;
            if (header.Choices.TryGetValue(column, out var choice))
            {
                if (Choose(field, choice, cell, above)) _cells.TryAdd(field, cell);
                continue;
            }
            var text = cell.Text;
            if (TaskText.IsDitto(text))
            {
                text = above?.Text(field) ?? "";
                if (text.Length == 0 && cell.MergedFrom is null) DanglingDittos.Add(cell);
            }
            _cells[field] = cell;
            _texts[field] = text;
        }
    }

    public int Number { get; }

    /// <summary>Cells whose text stands in this row itself.</summary>
    public IReadOnlyList<TableCell> Own { get; }

    /// <summary>True where one cell spans the levels and more: a heading or remark, no column.</summary>
    public bool IsOneLine { get; }

    public List<TableCell> DanglingDittos { get; } = [];

    /// <summary>True where a level's title stands in this row itself.</summary>
    public bool HasOwnTitle => _cells.Any(c => TaskTableHeader.IsLevel(c.Key) && c.Value.MergedFrom is null);

    /// <summary>The cell of the lowest level.</summary>
    public TableCell? TitleCell => Cell(TaskField.Level3) ?? Cell(TaskField.Level2) ?? Cell(TaskField.Level1);

    public TableCell? Cell(TaskField field) => _cells.GetValueOrDefault(field);

    public string Text(TaskField field) => _texts.GetValueOrDefault(field, "");

    public string Title(TaskField field) => TaskText.Title(Text(field));

    /// <summary>Sets what a blank cell stands for, so that a «同上» below finds it.</summary>
    public void Carry(TaskField field, string text) => _texts[field] = text;

    /// <summary>Ticks in the columns of a choice that are neither tick nor text: 口, a blank box.</summary>
    public List<TableCell> Unticked { get; } = [];

    /// <summary>A tick adds the choice; words say whom or what it is limited to: 特定群体（申请人）.</summary>
    private bool Choose(TaskField field, string choice, TableCell cell, TaskRow? above)
    {
        var text = TaskText.Title(cell.Text);
        if (TaskText.IsDitto(text))
        {
            var same = above?.Text(field).Split('、').FirstOrDefault(p => p == choice || p.StartsWith(choice + "（", StringComparison.Ordinal));
            if (same is null) DanglingDittos.Add(cell);
            else Add(same);
            return same is not null;
        }
        if (TaskText.IsNone(text) || text.Length == 0) return false;
        if (TaskChannels.IsBlankBox(text))
        {
            Unticked.Add(cell);
            return false;
        }
        var words = TaskChannels.WithoutTick(text);
        var chosen = words.Length == 0 || words == choice ? choice : $"{choice}（{words.Trim('（', '）', '(', ')')}）";
        Add(chosen);
        return true;

        void Add(string more) => _texts[field] = Text(field) is { Length: > 0 } before ? before + "、" + more : more;
    }

    /// <summary>A value merged across columns belongs to the first of them only.</summary>
    private static bool IsFromAnotherColumn(TableCell cell) =>
        cell.MergedFrom is { } origin && CellAddress.TryParse(origin, out _, out var column) && column != cell.Column;

    private static bool IsWide(TableGrid grid, TaskTableHeader header, TableCell cell) =>
        Enumerable.Range(1, grid.ColumnCount).Count(c => grid[cell.Row, c]?.MergedFrom == cell.Address) >= Math.Min(3, header.Fields.Count - 1);
}
