using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;
using GovPortal.Tables;
using TableCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;
using Sheets = DocumentFormat.OpenXml.Spreadsheet;

namespace GovPortal.Modules.Tests.Tables;

/// <summary>Builds the files the tests read.</summary>
internal static class TableFiles
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static async Task<Result<TableFile>> Read(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        return await TableReader.ReadAsync(stream, name, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>A workbook whose cells are all texts.</summary>
    public static byte[] Workbook(IReadOnlyList<string[]> rows, params string[] merges)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (var r = 0; r < rows.Count; r++)
        {
            xml.Append("<row>");
            for (var c = 0; c < rows[r].Length; c++)
            {
                if (rows[r][c].Length == 0) continue;
                xml.Append($"<c r=\"{CellAddress.Of(r + 1, c + 1)}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(rows[r][c])}</t></is></c>");
            }
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merges.Length > 0) xml.Append("<mergeCells>").AppendJoin("", merges.Select(m => $"<mergeCell ref=\"{m}\"/>")).Append("</mergeCells>");
        return WorkbookOf([xml.Append("</worksheet>").ToString()]);
    }

    /// <summary>A workbook with the given inside of <c>sheetData</c>.</summary>
    public static byte[] WorkbookOfData(string sheetData, string? styles = null) =>
        WorkbookOf([$"<worksheet xmlns=\"{Main}\"><sheetData>{sheetData}</sheetData></worksheet>"], styles);

    public static byte[] WorkbookOf(IReadOnlyList<string> sheets, string? styles = null, bool date1904 = false)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var part = document.AddWorkbookPart();
            part.Workbook = new Sheets.Workbook(new Sheets.WorkbookProperties { Date1904 = date1904 }, new Sheets.Sheets());
            for (var i = 0; i < sheets.Count; i++)
            {
                var sheet = part.AddNewPart<WorksheetPart>();
                using (var xml = new MemoryStream(Encoding.UTF8.GetBytes(sheets[i]))) sheet.FeedData(xml);
                part.Workbook.Sheets!.Append(new Sheets.Sheet { Id = part.GetIdOfPart(sheet), SheetId = (uint)i + 1, Name = $"表{i + 1}" });
            }
            if (styles is not null)
            {
                using var xml = new MemoryStream(Encoding.UTF8.GetBytes(styles));
                part.AddNewPart<WorkbookStylesPart>().FeedData(xml);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A Word document with one table; a null cell continues the cell above.</summary>
    public static byte[] Document(IReadOnlyList<string?[]> rows, params OpenXmlElement[] before) => DocumentOf([.. before, TableOf(rows), new Paragraph()]);

    /// <summary>A Word document with several tables.</summary>
    public static byte[] Documents(IEnumerable<string?[][]> tables) => DocumentOf([.. tables.SelectMany(t => new OpenXmlElement[] { TableOf(t), new Paragraph() })]);

    private static byte[] DocumentOf(OpenXmlElement[] body)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body(body));
        }
        return stream.ToArray();
    }

    private static Table TableOf(IReadOnlyList<string?[]> rows)
    {
        var table = new Table();
        for (var r = 0; r < rows.Count; r++)
        {
            var row = new TableRow();
            for (var c = 0; c < rows[r].Length; c++)
            {
                var properties = new TableCellProperties();
                if (rows[r][c] is null) properties.Append(new VerticalMerge());
                else if (r + 1 < rows.Count && c < rows[r + 1].Length && rows[r + 1][c] is null) properties.Append(new VerticalMerge { Val = MergedCellValues.Restart });
                if (rows[r].Length == 1 && rows.Max(x => x.Length) is > 1 and var width) properties.Append(new GridSpan { Val = width });
                row.Append(new TableCell(properties, new Paragraph(new Run(new Text(rows[r][c] ?? "")))));
            }
            table.Append(row);
        }
        return table;
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    /// <summary>The package with one more entry.</summary>
    public static byte[] With(byte[] package, string name, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
        return stream.ToArray();
    }
}
