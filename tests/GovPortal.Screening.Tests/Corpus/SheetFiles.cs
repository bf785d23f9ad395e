using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>.xlsx: shared and inline strings, numbers stored as numbers, cached results, hidden sheets, rows and columns, comments, names of sheets.</summary>
internal static class SheetFiles
{
    public const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private static readonly string[] Places = ["shared", "rich", "inline", "number", "formula", "hidden-row", "hidden-column", "hidden-sheet", "comment", "header", "property", "name"];

    public static CorpusDocument Write(IReadOnlyList<Piece> pieces, Random random)
    {
        var shared = new List<string>();
        StringBuilder rows = new(), hidden = new(), comments = new();
        string header = "第1页", description = "", name = "说明";
        var labels = new List<Label>();
        var (row, hiddenRow) = (0, 0);
        foreach (var piece in pieces)
        {
            var place = piece.Kind is null ? Places[random.Next(3)] : piece.Kind == "process-document" ? "shared" : Places[random.Next(Places.Length)];
            if (place == "number" && (piece.Kind is not ("mobile" or "bank-card") || piece.Value.Length > 15 || !piece.Value.All(char.IsAsciiDigit))) place = "formula";
            if (place == "header" && header != "第1页" || place == "property" && description.Length > 0 || place == "name" && (name != "说明" || piece.Kind is not ("mobile" or "licence-plate") || piece.Text.Length > 31 || piece.Severity == "warning" && piece.Kind == "mobile")) place = "shared";
            var at = $"B{++row}";
            switch (place)
            {
                case "shared": rows.Append(Row(row, $"<c r=\"{at}\" t=\"s\"><v>{Shared($"<t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t>")}</v></c>")); break;
                case "rich":
                    var cut = Math.Min(piece.Text.Length, piece.Before.Length + piece.Value.Length / 2);
                    rows.Append(Row(row, $"<c r=\"{at}\" t=\"s\"><v>{Shared($"<r><t xml:space=\"preserve\">{Package.Escape(piece.Text[..cut])}</t></r><r><t xml:space=\"preserve\">{Package.Escape(piece.Text[cut..])}</t></r>")}</v></c>"));
                    break;
                case "inline": rows.Append(Row(row, $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t></is></c>")); break;
                case "number": rows.Append(Row(row, $"<c r=\"{at}\"><v>{(row % 3 == 0 ? piece.Value[..1] + "." + piece.Value[1..] + "E" + (piece.Value.Length - 1) : piece.Value)}</v></c>", piece.Severity == "warning" ? "监督电话" : "甲")); break;
                case "formula": rows.Append(Row(row, $"<c r=\"{at}\" t=\"str\"><f>CONCATENATE(D{row},E{row})</f><v>{Package.Escape(piece.Text)}</v></c>")); break;
                case "hidden-row": rows.Append(Row(row, $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t></is></c>", hidden: true)); at += "（隐藏行）"; break;
                case "hidden-column":
                    at = $"C{row}";
                    rows.Append(Row(row, $"<c r=\"{at}\" t=\"s\"><v>{Shared($"<t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t>")}</v></c>"));
                    at += "（隐藏列）";
                    break;
                case "hidden-sheet": hidden.Append(Row(++hiddenRow, $"<c r=\"B{hiddenRow}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t></is></c>")); at = $"工作表“底稿”B{hiddenRow}（隐藏工作表）"; row--; break;
                case "comment": rows.Append(Row(row, $"<c r=\"{at}\"><v>1</v></c>")); comments.Append($"<comment ref=\"{at}\" authorId=\"0\"><text><r><t xml:space=\"preserve\">{Package.Escape(piece.Text)}</t></r></text></comment>"); at += "批注"; break;
                case "header": header = piece.Text; at = "页眉页脚"; row--; break;
                case "property": description = piece.Text; at = "文档属性"; row--; break;
                default: name = piece.Text; at = "工作表名称"; row--; break;
            }
            if (piece.Kind is not null) labels.Add(piece.At(at));
        }
        const string book = "xl/workbook.xml", sheet = "xl/worksheets/sheet1.xml";
        var package = new Package()
            .Part(book, Main + "sheet.main+xml", $"<workbook {Space}><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"底稿\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"{Package.Escape(name)}\" sheetId=\"3\" r:id=\"rId3\"/></sheets></workbook>").Relate("", "rId1", "officeDocument", book)
            .Part(sheet, Main + "worksheet+xml", $"<worksheet {Space}><cols><col min=\"3\" max=\"3\" width=\"9\" hidden=\"1\" customWidth=\"1\"/></cols><sheetData>{rows}</sheetData><headerFooter><oddHeader>&amp;C{Package.Escape(header)}</oddHeader></headerFooter>{(comments.Length > 0 ? "<legacyDrawing r:id=\"rId2\"/>" : "")}</worksheet>").Relate(book, "rId1", "worksheet", "worksheets/sheet1.xml")
            .Part("xl/worksheets/sheet2.xml", Main + "worksheet+xml", $"<worksheet {Space}><sheetData>{hidden}</sheetData></worksheet>").Relate(book, "rId2", "worksheet", "worksheets/sheet2.xml")
            .Part("xl/worksheets/sheet3.xml", Main + "worksheet+xml", $"<worksheet {Space}><sheetData/></worksheet>").Relate(book, "rId3", "worksheet", "worksheets/sheet3.xml")
            .Part("xl/sharedStrings.xml", Main + "sharedStrings+xml", $"<sst {Space} count=\"{shared.Count}\" uniqueCount=\"{shared.Count}\">{string.Concat(shared.Select(s => $"<si>{s}</si>"))}</sst>").Relate(book, "rId4", "sharedStrings", "sharedStrings.xml")
            .Properties(description, null);
        if (comments.Length > 0)
        {
            package.Part("xl/comments1.xml", Main + "comments+xml", $"<comments {Space}><authors><author>经办人</author></authors><commentList>{comments}</commentList></comments>").Relate(sheet, "rId1", "comments", "../comments1.xml")
                .File("xl/drawings/vmlDrawing1.vml", "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"></xml>"u8.ToArray()).Relate(sheet, "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml");
        }
        return new CorpusDocument("xlsx", "名单.xlsx", package.ToBytes(), labels);

        int Shared(string xml)
        {
            shared.Add(xml);
            return shared.Count - 1;
        }
    }

    private static string Row(int number, string cell, string first = "甲", bool hidden = false) =>
        $"<row r=\"{number}\"{(hidden ? " hidden=\"1\"" : "")}><c r=\"A{number}\" t=\"inlineStr\"><is><t>{first}</t></is></c>{cell}</row>";
}
