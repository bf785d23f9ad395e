using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;
using WordCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace GovPortal.Tables;

/// <summary>Tables of a Word document that look like data: at least two rows and two columns.</summary>
internal static class WordTable
{
    public static Result<IReadOnlyList<TableGrid>> Read(Stream package, CancellationToken cancellation)
    {
        using var document = WordprocessingDocument.Open(package, isEditable: false);
        if (document.MainDocumentPart?.Document?.Body is not { } body) return Failure.Of("table.broken");

        var grids = new List<TableGrid>();
        var places = 0;
        foreach (var table in body.Descendants<Table>().Where(t => !t.Ancestors<Table>().Any()))
        {
            var cells = Cells(table, ref places, cancellation);
            if (cells is null) return Failure.Of("table.too-large", TableLimits.MaxCells);
            var grid = new TableGrid($"表{grids.Count + 1}", cells);
            if (grid.RowCount >= 2 && grid.ColumnCount >= 2) grids.Add(grid);
        }
        return grids;
    }

    private static List<TableCell>? Cells(Table table, ref int places, CancellationToken cancellation)
    {
        var cells = new List<TableCell>();
        var above = new Dictionary<int, TableCell>();
        var row = 0;
        foreach (var tableRow in table.Elements<TableRow>())
        {
            cancellation.ThrowIfCancellationRequested();
            row++;
            var column = 1 + Math.Max(0, tableRow.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0);
            var current = new Dictionary<int, TableCell>();
            foreach (var tableCell in CellsOf(tableRow))
            {
                var properties = tableCell.TableCellProperties;
                var span = Math.Max(1, properties?.GridSpan?.Val?.Value ?? 1);
                places += span;
                if (places > TableLimits.MaxCells || span > CellAddress.MaxColumn) return null;

                var continues = properties?.VerticalMerge is { } merge && (merge.Val?.Value ?? MergedCellValues.Continue) == MergedCellValues.Continue;
                var origin = continues && above.TryGetValue(column, out var over) ? over : null;
                var own = origin ?? new TableCell(CellAddress.Of(row, column), row, column, Text(tableCell));
                for (var i = 0; i < span; i++, column++)
                {
                    current[column] = own;
                    var covered = origin is not null || i > 0;
                    cells.Add(covered ? new TableCell(CellAddress.Of(row, column), row, column, own.Text, own.Address) : own);
                }
            }
            above = current;
        }
        return cells;
    }

    /// <summary>Cells may stand inside content controls.</summary>
    private static IEnumerable<WordCell> CellsOf(TableRow row) =>
        row.ChildElements.SelectMany(child => child is WordCell cell ? [cell] : child is SdtCell sdt ? sdt.Descendants<WordCell>().Take(1) : []);

    private static string Text(WordCell cell)
    {
        var text = new StringBuilder();
        foreach (var element in cell.Descendants())
        {
            switch (element)
            {
                case Paragraph when text.Length > 0: text.Append('\n'); break;
                case Text run: text.Append(run.Text); break;
                case Break or CarriageReturn: text.Append('\n'); break;
                case TabChar: text.Append(' '); break;
            }
        }
        return CellText.Clean(text.ToString());
    }
}
