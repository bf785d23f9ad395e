using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Word = DocumentFormat.OpenXml.Wordprocessing;

namespace GovPortal.Demo.Features;

/// <summary>Makes a small real file from plain text: .docx, .xlsx (tab- or comma-separated lines), .pdf, else UTF-8 text.</summary>
internal static class SampleFile
{
    public static byte[] Make(string fileName, string text) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".docx" => Document(text),
        ".xlsx" => Sheet(text),
        ".pdf" => Pdf(text),
        _ => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
    };

    private static byte[] Document(string text)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var body = new Word.Body(text.Split('\n').Select(line => new Word.Paragraph(new Word.Run(new Word.Text(line)))));
            package.AddMainDocumentPart().Document = new Word.Document(body);
        }
        return stream.ToArray();
    }

    private static byte[] Sheet(string text)
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            var rows = text.Split('\n').Select(line => new Row(line.Split('\t', ',').Select(cell =>
                new Cell(new InlineString(new Text(cell))) { DataType = CellValues.InlineString })));
            sheet.Worksheet = new Worksheet(new SheetData(rows));
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "Sheet1" }));
        }
        return stream.ToArray();
    }

    /// <summary>One page or more of lines in the viewer's own Song face; nothing is embedded.</summary>
    private static byte[] Pdf(string text)
    {
        const int lineLength = 34, linesPerPage = 40;
        var lines = text.Split('\n').SelectMany(l => l.Length == 0 ? [""] : l.Chunk(lineLength).Select(c => new string(c)));
        var pages = lines.Chunk(linesPerPage).ToList();
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{5 + 2 * i} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
        };
        foreach (var page in pages)
        {
            var content = new StringBuilder("BT /F1 14 Tf 72 770 Td 18 TL\n");
            foreach (var line in page) content.Append(CultureInfo.InvariantCulture, $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(line))}> Tj T*\n");
            content.Append("ET");
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {objects.Count + 2} 0 R >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var xref = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
