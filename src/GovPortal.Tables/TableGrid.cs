namespace GovPortal.Tables;

/// <summary>
/// One table: a worksheet, a Word table or a CSV file. Holds the cells that show text; merged cells show their
/// origin's text in every covered place. Rows and columns hidden in the file are there like all others.
/// </summary>
public sealed class TableGrid
{
    private readonly Dictionary<(int Row, int Column), TableCell> _cells;

    internal TableGrid(string name, IEnumerable<TableCell> cells)
    {
        Name = name;
        _cells = [];
        foreach (var cell in cells.Where(c => c.Text.Length > 0)) _cells[(cell.Row, cell.Column)] = cell;
        Cells = [.. _cells.Values.OrderBy(c => c.Row).ThenBy(c => c.Column)];
        RowCount = Cells.Count == 0 ? 0 : Cells[^1].Row;
        ColumnCount = Cells.Count == 0 ? 0 : Cells.Max(c => c.Column);
    }

    /// <summary>The worksheet's name; <c>表1</c> … for Word tables; the file name for CSV.</summary>
    public string Name { get; }

    /// <summary>Number of the last row that shows text.</summary>
    public int RowCount { get; }

    /// <summary>Number of the last column that shows text.</summary>
    public int ColumnCount { get; }

    /// <summary>Every cell that shows text, row by row.</summary>
    public IReadOnlyList<TableCell> Cells { get; }

    /// <summary>The cell, or null where nothing is shown.</summary>
    public TableCell? this[int row, int column] => _cells.GetValueOrDefault((row, column));

    /// <summary>The text, empty where nothing is shown.</summary>
    public string Text(int row, int column) => this[row, column]?.Text ?? "";
}
