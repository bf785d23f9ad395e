using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetColumn = DocumentFormat.OpenXml.Spreadsheet.Column;

namespace GovPortal.Tables;

/// <summary>A printable sheet.</summary>
/// <param name="Name">Name of the worksheet, at most 31 characters.</param>
/// <param name="Header">Heads with the width of their columns, in characters.</param>
/// <param name="Merged">Merged ranges beside the title's, <c>B3:B5</c>; only their first cell should have a text.</param>
public sealed record SheetPage(
    string Name, string Title, IReadOnlyList<(string Title, double Width)> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string>? Merged = null);

/// <summary>Writes printable sheets: a title over the whole width, a header, bordered rows that wrap.</summary>
public static class SheetWriter
{
    private const uint TitleStyle = 1, HeaderStyle = 2, TextStyle = 3;

    /// <summary>The first row of texts stands in this row of the sheet.</summary>
    public const int FirstRow = 3;

    /// <param name="sheetName">Name of the worksheet, at most 31 characters.</param>
    /// <param name="header">Heads with the width of their columns, in characters.</param>
    /// <param name="merged">Further merged ranges, <c>B3:B5</c>; only their first cell should have a text.</param>
    public static byte[] Write(
        string sheetName, string title, IReadOnlyList<(string Title, double Width)> header, IReadOnlyList<IReadOnlyList<string>> rows,
        IReadOnlyList<string>? merged = null) => Write([new SheetPage(sheetName, title, header, rows, merged)]);

    /// <summary>A workbook of several sheets, in their order.</summary>
    public static byte[] Write(IReadOnlyList<SheetPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheets = new Sheets();
            foreach (var page in pages)
            {
                var sheet = workbook.AddNewPart<WorksheetPart>();
                sheet.Worksheet = Sheet(page.Title, page.Header, page.Rows, page.Merged ?? []);
                sheets.Append(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = (uint)sheets.Count() + 1, Name = page.Name });
            }
            workbook.Workbook = new Workbook(sheets);
        }
        return stream.ToArray();
    }

    private static Worksheet Sheet(
        string title, IReadOnlyList<(string Title, double Width)> header, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string> merged)
    {
        var data = new SheetData(RowOf(1, [title], TitleStyle), RowOf(2, [.. header.Select(h => h.Title)], HeaderStyle));
        for (var i = 0; i < rows.Count; i++) data.Append(RowOf(i + FirstRow, rows[i], TextStyle));
        var widths = header.Select((h, i) => new SheetColumn { Min = (uint)i + 1, Max = (uint)i + 1, Width = h.Width, CustomWidth = true });
        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane { VerticalSplit = 2, TopLeftCell = "A3", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new DocumentFormat.OpenXml.Spreadsheet.Columns(widths),
            data,
            new MergeCells(merged.Prepend($"A1:{CellAddress.Of(1, header.Count)}").Select(m => new MergeCell { Reference = m })),
            new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0, PaperSize = 9 });
    }

    private static Row RowOf(int number, IReadOnlyList<string> texts, uint style) =>
        new(texts.Select((text, i) => new Cell(new InlineString(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = CellAddress.Of(number, i + 1), DataType = CellValues.InlineString, StyleIndex = style,
        })) { RowIndex = (uint)number };

    /// <summary>Control characters that XML can't hold would make a file no program opens.</summary>
    internal static string Printable(string text) => string.Concat(text.Where(c => c >= ' ' || c is '\n' or '\t'));

    internal static Stylesheet Styles()
    {
        var thin = BorderStyleValues.Thin;
        return new Stylesheet(
            new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 16 })),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border(),
                new Border(new LeftBorder { Style = thin }, new RightBorder { Style = thin }, new TopBorder { Style = thin }, new BottomBorder { Style = thin })),
            new CellFormats(
                new CellFormat(),
                Format(font: 2, border: 0, HorizontalAlignmentValues.Center),
                Format(font: 1, border: 1, HorizontalAlignmentValues.Center),
                Format(font: 0, border: 1, HorizontalAlignmentValues.Left)));
    }

    private static CellFormat Format(uint font, uint border, HorizontalAlignmentValues horizontal) =>
        new(new Alignment { Horizontal = horizontal, Vertical = VerticalAlignmentValues.Center, WrapText = true })
        {
            FontId = font, BorderId = border, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true,
        };
}
