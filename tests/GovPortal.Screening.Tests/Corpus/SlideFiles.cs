using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>.pptx: slides, hidden slides, notes, comments.</summary>
internal static class SlideFiles
{
    public const string Main = "application/vnd.openxmlformats-officedocument.presentationml.";
    private const string Space = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
    private static readonly string[] Places = ["slide", "split", "table", "hidden", "notes", "comment", "property"];

    public static CorpusDocument Write(IReadOnlyList<Piece> pieces, Random random)
    {
        StringBuilder first = new(), second = new(), notes = new(), comments = new(), table = new();
        var description = "";
        var labels = new List<Label>();
        foreach (var piece in pieces)
        {
            var place = piece.Kind is null ? Places[random.Next(3)] : piece.Kind == "process-document" ? "slide" : Places[random.Next(Places.Length)];
            if (place == "property" && description.Length > 0) place = "slide";
            var at = "第1张幻灯片";
            switch (place)
            {
                case "slide": first.Append(Paragraph(piece.Text)); break;
                case "split":
                    var cut = Math.Min(piece.Text.Length, piece.Before.Length + piece.Value.Length / 3);
                    first.Append($"<a:p><a:r><a:rPr lang=\"zh-CN\"/><a:t>{Package.Escape(piece.Text[..cut])}</a:t></a:r><a:r><a:rPr lang=\"zh-CN\" b=\"1\"/><a:t>{Package.Escape(piece.Text[cut..])}</a:t></a:r></a:p>");
                    break;
                case "table": table.Append($"<a:tr h=\"370840\"><a:tc><a:txBody><a:bodyPr/>{Paragraph(piece.Text)}</a:txBody><a:tcPr/></a:tc></a:tr>"); break;
                case "hidden": second.Append(Paragraph(piece.Text)); at = "第2张幻灯片（隐藏）"; break;
                case "notes": notes.Append(Paragraph(piece.Text)); at = "第1张幻灯片备注"; break;
                case "comment": comments.Append($"<p:cm authorId=\"0\" dt=\"2024-01-01T08:00:00.000\" idx=\"{labels.Count + 1}\"><p:pos x=\"10\" y=\"10\"/><p:text>{Package.Escape(piece.Text)}</p:text></p:cm>"); at = "第1张幻灯片批注"; break;
                default: description = piece.Text; at = "文档属性"; break;
            }
            if (piece.Kind is not null) labels.Add(piece.At(at));
        }
        const string deck = "ppt/presentation.xml", slide = "ppt/slides/slide1.xml";
        const string frame = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>";
        var grid = table.Length == 0 ? "" : $"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"表格\"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"8128000\" cy=\"370840\"/></p:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w=\"8128000\"/></a:tblGrid>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
        var package = new Package()
            .Part(deck, Main + "presentation.main+xml", $"<p:presentation {Space}><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" r:id=\"rId2\"/></p:sldIdLst><p:sldSz cx=\"9144000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>").Relate("", "rId1", "officeDocument", deck)
            .Part(slide, Main + "slide+xml", $"<p:sld {Space}><p:cSld><p:spTree>{frame}{Shape(first)}{grid}</p:spTree></p:cSld></p:sld>").Relate(deck, "rId1", "slide", "slides/slide1.xml")
            .Part("ppt/slides/slide2.xml", Main + "slide+xml", $"<p:sld {Space} show=\"0\"><p:cSld><p:spTree>{frame}{Shape(second)}</p:spTree></p:cSld></p:sld>").Relate(deck, "rId2", "slide", "slides/slide2.xml")
            .Part("ppt/notesSlides/notesSlide1.xml", Main + "notesSlide+xml", $"<p:notes {Space}><p:cSld><p:spTree>{frame}{Shape(notes)}</p:spTree></p:cSld></p:notes>").Relate(slide, "rId1", "notesSlide", "../notesSlides/notesSlide1.xml").Relate("ppt/notesSlides/notesSlide1.xml", "rId1", "slide", "../slides/slide1.xml")
            .Properties(description, null);
        if (comments.Length > 0)
        {
            package.Part("ppt/comments/comment1.xml", Main + "comments+xml", $"<p:cmLst {Space}>{comments}</p:cmLst>").Relate(slide, "rId2", "comments", "../comments/comment1.xml")
                .Part("ppt/commentAuthors.xml", Main + "commentAuthors+xml", $"<p:cmAuthorLst {Space}><p:cmAuthor id=\"0\" name=\"经办人\" initials=\"J\" lastIdx=\"9\" clrIdx=\"0\"/></p:cmAuthorLst>").Relate(deck, "rId3", "commentAuthors", "commentAuthors.xml");
        }
        return new CorpusDocument("pptx", "汇报.pptx", package.ToBytes(), labels);
    }

    private static string Paragraph(string text) => $"<a:p><a:r><a:rPr lang=\"zh-CN\"/><a:t>{Package.Escape(text)}</a:t></a:r></a:p>";

    private static string Shape(StringBuilder paragraphs) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"标题\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{(paragraphs.Length == 0 ? "<a:p/>" : paragraphs.ToString())}</p:txBody></p:sp>";
}
