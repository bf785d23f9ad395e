using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovPortal.Kernel.Results;

namespace GovPortal.Tables;

/// <summary>The reading of one worksheet: its cells, formula cells that are not taken as failures, its merged ranges resolved.</summary>
/// <param name="takesFormulas">True where a formula counts as what it last showed.</param>
internal sealed class SheetReading(IReadOnlyList<string> strings, NumberDisplay styles, string prefix, bool takesFormulas)
{
    private readonly Dictionary<(int Row, int Column), TableCell> _cells = [];

    public IEnumerable<TableCell> Cells => _cells.Values;

    /// <summary>One <c>table.formula</c> per formula cell that is not taken, up to the reported maximum.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>False where the sheet holds too many cells; <paramref name="places"/> counts over all sheets.</summary>
    public bool Read(WorksheetPart worksheet, ref int places, CancellationToken cancellation)
    {
        using var reader = OpenXmlReader.Create(worksheet);
        var (row, column) = (0, 0);
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(Row))
            {
                cancellation.ThrowIfCancellationRequested();
                // Some writers leave positions out; the next place is meant then.
                var given = reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value;
                row = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var next) ? next : row + 1;
                column = 0;
            }
            else if (reader.ElementType == typeof(Cell))
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                (var cellRow, column) = CellAddress.TryParse(cell.CellReference?.Value, out var r, out var c) ? (r, c) : (row, column + 1);
                if (++places > TableLimits.MaxCells || cellRow > CellAddress.MaxRow || column > CellAddress.MaxColumn) return false;
                Add(cell, cellRow, column);
            }
            else if (reader.ElementType == typeof(MergeCell))
            {
                if (!Merge(((MergeCell)reader.LoadCurrentElement()!).Reference?.Value ?? "", ref places)) return false;
            }
        }
        return true;
    }

    /// <summary>The text of a string item without its phonetic hints.</summary>
    public static string TextOf(OpenXmlElement item) => CellText.Clean(string.Concat(item.ChildElements.Select(child => child switch
    {
        Text text => text.Text,
        Run run => run.Text?.Text ?? "",
        _ => "",
    })));

    private void Add(Cell cell, int row, int column)
    {
        var address = CellAddress.Of(row, column);
        if (cell.CellFormula is not null && !(takesFormulas && cell.CellValue is not null && cell.DataType?.Value != CellValues.Error))
        {
            if (Failures.Count < TableLimits.MaxReported) Failures.Add(Failure.At(prefix + address, "table.formula", prefix + address));
            return;
        }
        _cells[(row, column)] = new TableCell(address, row, column, Display(cell));
    }

    private string Display(Cell cell)
    {
        var raw = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        if (type == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
        if (type == CellValues.SharedString)
        {
            return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? strings[index]
                : throw new FormatException("A cell points at a text the file does not hold.");
        }
        if (type == CellValues.Boolean) return raw == "1" ? "TRUE" : "FALSE";
        return CellText.Clean(type == CellValues.Number ? styles.Display(raw, cell.StyleIndex?.Value ?? 0) : raw);
    }

    private bool Merge(string range, ref int places)
    {
        if (!CellAddress.TryParseRange(range, out var first, out var last)) throw new FormatException("A merged range is no range.");
        var covered = (long)(last.Row - first.Row + 1) * (last.Column - first.Column + 1);
        if (places + covered > TableLimits.MaxCells) return false;
        places += (int)covered;

        if (!_cells.TryGetValue(first, out var origin)) return true;
        for (var row = first.Row; row <= last.Row; row++)
        {
            for (var column = first.Column; column <= last.Column; column++)
            {
                if ((row, column) == first) continue;
                _cells[(row, column)] = new TableCell(CellAddress.Of(row, column), row, column, origin.Text, origin.Address);
            }
        }
        return true;
    }
}
