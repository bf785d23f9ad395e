using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetColumn = DocumentFormat.OpenXml.Spreadsheet.Column;

namespace GovPortal.Tables;

/// <summary>How a cell of a written workbook looks.</summary>
public enum BookStyle { Plain, Title, Head, Text, Amount }

/// <summary>A cell of a written workbook: a text, or a number that stays one.</summary>
public sealed record BookCell(string? Text, decimal? Number, BookStyle Style);

/// <param name="Name">Name of the worksheet, at most 31 characters.</param>
/// <param name="Widths">Of the columns, in characters.</param>
/// <param name="Merged">Ranges, <c>B3:B5</c>; only their first cell has a text.</param>
public sealed record BookSheet(string Name, IReadOnlyList<double> Widths, IReadOnlyList<IReadOnlyList<BookCell?>> Rows, IReadOnlyList<string> Merged);

/// <summary>Writes a workbook of several printable sheets.</summary>
public static class BookWriter
{
    /// <summary>The format <c>#,##0.00</c>, which spreadsheets number without writing it down.</summary>
    private const uint ThousandsAndTwoDecimals = 4;

    public static byte[] Write(IReadOnlyList<BookSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new Sheets();
            for (var i = 0; i < sheets.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = Sheet(sheets[i]);
                list.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)i + 1, Name = sheets[i].Name });
            }
            workbook.Workbook = new Workbook(list);
        }
        return stream.ToArray();
    }

    private static Worksheet Sheet(BookSheet sheet)
    {
        var worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new DocumentFormat.OpenXml.Spreadsheet.Columns(sheet.Widths.Select((w, i) => new SheetColumn { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true })),
            new SheetData(sheet.Rows.Select((r, i) => RowOf(i + 1, r))));
        if (sheet.Merged.Count > 0) worksheet.Append(new MergeCells(sheet.Merged.Select(m => new MergeCell { Reference = m })));
        worksheet.Append(new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0, PaperSize = 9 });
        return worksheet;
    }

    private static Row RowOf(int number, IReadOnlyList<BookCell?> cells) =>
        new(cells.Select((cell, i) => (Cell: cell, Column: i + 1)).Where(c => c.Cell is not null).Select(c => CellOf(CellAddress.Of(number, c.Column), c.Cell!))) { RowIndex = (uint)number };

    private static Cell CellOf(string address, BookCell cell)
    {
        if (cell.Number is { } amount)
        {
            // More than two decimals would be hidden by the format, and lost where the shown number is read.
            var style = decimal.Round(amount, 2) == amount ? (uint)BookStyle.Amount : (uint)BookStyle.Text;
            return new Cell(new CellValue(amount.ToString(CultureInfo.InvariantCulture))) { CellReference = address, StyleIndex = style };
        }
        return new Cell(new InlineString(new Text(SheetWriter.Printable(cell.Text ?? "")) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = address, DataType = CellValues.InlineString, StyleIndex = (uint)cell.Style,
        };
    }

    /// <summary>The formats stand in the order of <see cref="BookStyle"/>.</summary>
    private static Stylesheet Styles()
    {
        var styles = SheetWriter.Styles();
        styles.CellFormats!.Append(new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Right, Vertical = VerticalAlignmentValues.Center })
        {
            FontId = 0, BorderId = 1, NumberFormatId = ThousandsAndTwoDecimals, ApplyNumberFormat = true, ApplyBorder = true, ApplyAlignment = true,
        });
        return styles;
    }
}
