using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>.docx with the value in every place a Word document has for text.</summary>
internal static class WordFiles
{
    public const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";
    public static readonly string[] Places = ["body", "split", "table", "boxes", "header", "footer", "comment", "inserted", "deleted", "hidden", "textbox", "footnote", "property", "custom"];

    public static CorpusDocument Write(IReadOnlyList<Piece> pieces, Random random)
    {
        StringBuilder body = new(), table = new(), header = new(), footer = new(), comments = new(), footnotes = new();
        string description = "", custom = "正常";
        var labels = new List<Label>();
        var (comment, note) = (0, 1);
        foreach (var piece in pieces)
        {
            var place = piece.Kind is null ? Places[random.Next(3)] : piece.Kind == "process-document" ? "body" : Places[random.Next(Places.Length)];
            if (place == "boxes" && (piece.Kind is not ("resident-id" or "mobile") || piece.Value.Length != (piece.Kind == "mobile" ? 11 : 18) || piece.Severity == "warning")) place = "table";
            if (place == "property" && description.Length > 0 || place == "custom" && custom != "正常") place = "body";
            switch (place)
            {
                case "body": body.Append($"<w:p><w:r>{Text(piece.Text)}</w:r></w:p>"); break;
                case "split": body.Append("<w:p>" + Split(piece, random) + "</w:p>"); break;
                case "table": table.Append(Row(["甲", piece.Text])); break;
                case "boxes": table.Append(Row([piece.Kind == "mobile" ? "手机" : "身份证", .. piece.Value.Select(c => c.ToString())])); break;
                case "header": header.Append($"<w:p><w:r>{Text(piece.Text)}</w:r></w:p>"); break;
                case "footer": footer.Append($"<w:p><w:r>{Text(piece.Text)}</w:r></w:p>"); break;
                case "comment":
                    body.Append($"<w:p><w:commentRangeStart w:id=\"{comment}\"/><w:r><w:t>此处</w:t></w:r><w:commentRangeEnd w:id=\"{comment}\"/><w:r><w:commentReference w:id=\"{comment}\"/></w:r></w:p>");
                    comments.Append($"<w:comment w:id=\"{comment++}\" w:author=\"经办人\" w:date=\"2024-01-01T08:00:00Z\"><w:p><w:r>{Text(piece.Text)}</w:r></w:p></w:comment>");
                    break;
                case "inserted": body.Append($"<w:p>{Run(piece.Before)}<w:ins w:id=\"{9000 + labels.Count}\" w:author=\"甲\"><w:r>{Text(piece.Value)}</w:r></w:ins><w:del w:id=\"{9500 + labels.Count}\" w:author=\"甲\"><w:r><w:delText>未填</w:delText></w:r></w:del>{Run(piece.After)}</w:p>"); break;
                case "deleted": body.Append($"<w:p>{Run(piece.Before)}<w:del w:id=\"{8000 + labels.Count}\" w:author=\"甲\"><w:r><w:delText xml:space=\"preserve\">{Package.Escape(piece.Value)}</w:delText></w:r></w:del>{Run(piece.After)}</w:p>"); break;
                case "hidden": body.Append($"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{Text(piece.Text)}</w:r></w:p>"); break;
                case "textbox": body.Append($"<w:p><w:r><w:t>图：</w:t></w:r><w:r><w:pict><v:shape id=\"s{labels.Count}\" style=\"width:100pt;height:50pt\"><v:textbox><w:txbxContent><w:p><w:r>{Text(piece.Text)}</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"); break;
                case "footnote":
                    body.Append($"<w:p><w:r><w:t>注</w:t></w:r><w:r><w:footnoteReference w:id=\"{++note}\"/></w:r></w:p>");
                    footnotes.Append($"<w:footnote w:id=\"{note}\"><w:p><w:r>{Text(piece.Text)}</w:r></w:p></w:footnote>");
                    break;
                case "property": description = piece.Text; break;
                default: custom = piece.Text; break;
            }
            if (piece.Kind is not null) labels.Add(piece.At(Expected(place)));
        }
        if (table.Length > 0) body.Append($"<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"900\"/><w:gridCol w:w=\"5000\"/></w:tblGrid>{table}</w:tbl>");
        body.Append("<w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/><w:footerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr>");
        if (header.Length == 0) header.Append("<w:p/>");
        if (footer.Length == 0) footer.Append("<w:p/>");

        const string document = "word/document.xml";
        var package = new Package()
            .Part(document, Main + "document.main+xml", $"<w:document {Space}><w:body>{body}</w:body></w:document>").Relate("", "rId1", "officeDocument", document)
            .Part("word/header1.xml", Main + "header+xml", $"<w:hdr {Space}>{header}</w:hdr>").Relate(document, "rId1", "header", "header1.xml")
            .Part("word/footer1.xml", Main + "footer+xml", $"<w:ftr {Space}>{footer}</w:ftr>").Relate(document, "rId2", "footer", "footer1.xml")
            .Part("word/comments.xml", Main + "comments+xml", $"<w:comments {Space}>{comments}</w:comments>").Relate(document, "rId3", "comments", "comments.xml")
            .Part("word/footnotes.xml", Main + "footnotes+xml", $"<w:footnotes {Space}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{footnotes}</w:footnotes>").Relate(document, "rId4", "footnotes", "footnotes.xml")
            .Properties(description, custom);
        return new CorpusDocument("docx", "通知.docx", package.ToBytes(), labels);
    }

    private static string Expected(string place) => place switch
    {
        "header" => "页眉", "footer" => "页脚", "comment" => "批注", "deleted" => "修订删除", "hidden" => "隐藏文字", "textbox" => "文本框",
        "footnote" => "脚注", "property" => "文档属性", "custom" => "自定义属性", "table" or "boxes" => "表1第", _ => "段",
    };

    private static string Text(string text) => $"<w:t xml:space=\"preserve\">{Package.Escape(text)}</w:t>";

    private static string Run(string text) => text.Length == 0 ? "" : $"<w:r>{Text(text)}</w:r>";

    /// <summary>Word splits runs wherever the cursor once stood.</summary>
    private static string Split(Piece piece, Random random)
    {
        var text = piece.Text;
        var first = Math.Min(text.Length, piece.Before.Length + random.Next(Math.Max(1, piece.Value.Length)));
        var second = Math.Min(text.Length, first + random.Next(1, 5));
        return $"{Run(text[..first])}<w:r><w:rPr><w:b/></w:rPr>{Text(text[first..second])}</w:r><w:proofErr w:type=\"spellStart\"/>{Run(text[second..])}";
    }

    private static string Row(IEnumerable<string> cells) => "<w:tr>" + string.Concat(cells.Select(c => $"<w:tc><w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/></w:tcPr><w:p><w:r>{Text(c)}</w:r></w:p></w:tc>")) + "</w:tr>";
}
