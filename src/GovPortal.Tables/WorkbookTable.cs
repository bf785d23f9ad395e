using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovPortal.Kernel.Results;

namespace GovPortal.Tables;

/// <summary>Worksheets, read as a stream of elements so that a large sheet costs no object tree.</summary>
internal static class WorkbookTable
{
    public static Result<IReadOnlyList<TableGrid>> Read(Stream package, bool takesFormulas, CancellationToken cancellation)
    {
        using var document = SpreadsheetDocument.Open(package, isEditable: false);
        if (document.WorkbookPart is not { Workbook: { } workbook } part) return Failure.Of("table.broken");

        var styles = NumberDisplay.Of(part, workbook.WorkbookProperties?.Date1904?.Value ?? false);
        var strings = SharedStrings(part, cancellation);
        if (strings is null) return Failure.Of("table.too-large", TableLimits.MaxCells);

        var (grids, failures, places) = (new List<TableGrid>(), new List<Failure>(), 0);
        foreach (var sheet in workbook.Sheets?.Elements<Sheet>() ?? [])
        {
            // A chart sheet is no table.
            if (sheet.Id?.Value is not { } id || part.GetPartById(id) is not WorksheetPart worksheet) continue;
            var name = sheet.Name?.Value ?? id;
            var reading = new SheetReading(strings, styles, grids.Count == 0 ? "" : name + "!", takesFormulas);
            if (!reading.Read(worksheet, ref places, cancellation)) return Failure.Of("table.too-large", TableLimits.MaxCells);
            failures.AddRange(reading.Failures);
            if (failures.Count >= TableLimits.MaxReported) break;
            var grid = new TableGrid(name, reading.Cells);
            if (grid.Cells.Count > 0) grids.Add(grid);
        }
        return failures.Count > 0 ? failures.Take(TableLimits.MaxReported).ToList() : grids;
    }

    private static List<string>? SharedStrings(WorkbookPart part, CancellationToken cancellation)
    {
        var strings = new List<string>();
        if (part.SharedStringTablePart is not { } table) return strings;
        using var reader = OpenXmlReader.Create(table);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement) continue;
            cancellation.ThrowIfCancellationRequested();
            if (strings.Count >= TableLimits.MaxCells) return null;
            strings.Add(SheetReading.TextOf((SharedStringItem)reader.LoadCurrentElement()!));
        }
        return strings;
    }
}
