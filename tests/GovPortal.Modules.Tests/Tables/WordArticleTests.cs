using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;
using GovPortal.Tables.Articles;
using Drawing = DocumentFormat.OpenXml.Drawing;
using DrawingWp = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Pictures = DocumentFormat.OpenXml.Drawing.Pictures;

namespace GovPortal.Modules.Tests.Tables;

public sealed class WordArticleTests
{
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public void The_centred_lines_it_begins_with_are_the_title()
    {
        var article = Read(Centred("澄溪县人力资源和社会保障局"), Centred("关于做好2026年稳岗返还工作的通知"), Line("各企业："), Line("现将有关事项通知如下。"));
        Assert.Equal("澄溪县人力资源和社会保障局关于做好2026年稳岗返还工作的通知", article.Title);
        Assert.Equal("<p>各企业：</p><p>现将有关事项通知如下。</p>", article.Html);
    }

    [Fact]
    public void A_title_style_wins_over_centred_lines_and_text_without_either_has_no_title()
    {
        Assert.Equal(("办事指南", "<p class=\"text-center\">澄人社发〔2026〕3号</p><p>正文</p>"), Of(Read(Centred("澄人社发〔2026〕3号"), Styled("Title", "办事指南"), Line("正文"))));
        Assert.Equal((null, "<p>正文</p>"), Of(Read(Line("正文"))));

        static (string?, string) Of(WordArticle article) => (article.Title, article.Html);
    }

    [Fact]
    public void Headings_become_headings_below_the_pages_own()
    {
        Assert.Equal("<p>前言</p><h2>总则</h2><h3>范围</h3><p class=\"text-end\">2026年3月1日</p>",
            Read(Line("前言"), Styled("Heading1", "总则"), Styled("Heading2", "范围"), Aligned("2026年3月1日", JustificationValues.Right)).Html);
    }

    [Fact]
    public void Numbers_are_kept_as_they_are_printed_and_bullets_become_a_list()
    {
        var article = Read(
            Numbered(1, 0, "总则"), Numbered(1, 1, "目的"), Numbered(1, 1, "依据"), Numbered(1, 0, "附则"), Numbered(1, 1, "施行"), Numbered(2, 0, "身份证"), Numbered(2, 0, "申请表"), Line("完"));
        Assert.Equal("<p>第一条　总则</p><p>（一）目的</p><p>（二）依据</p><p>第二条　附则</p><p>（一）施行</p><ul><li>身份证</li><li>申请表</li></ul><p>完</p>", article.Html);
    }

    [Fact]
    public void Emphasis_links_breaks_and_signs_stay_and_looks_go()
    {
        var article = Read(Line("开头"), new Paragraph(
            new Run(new RunProperties(new Bold(), new Color { Val = "FF0000" }, new FontSize { Val = "44" }), new Text("重")),
            new Run(new RunProperties(new Bold()), new Text("要")), new Run(new Break(), new Text("H")),
            new Run(new RunProperties(new VerticalTextAlignment { Val = VerticalPositionValues.Subscript }), new Text("2")), new Run(new Text("O <>&")),
            new Hyperlink(new Run(new Text("网站"))) { Id = "web" }, new Hyperlink(new Run(new Text("坏"))) { Id = "bad" }));
        Assert.Equal("<p>开头</p><p><strong>重要</strong><br>H<sub>2</sub>O &lt;&gt;&amp;<a href=\"https://example.com/a\">网站</a>坏</p>", article.Html);
    }

    [Fact]
    public void Tables_keep_merged_cells_and_their_head_row()
    {
        var table = new Table(
            new TableRow(new TableRowProperties(new TableHeader()), Cell("项目"), Cell("标准", span: 2)),
            new TableRow(Cell("补贴", merge: MergedCellValues.Restart), Cell("甲类"), Cell("100")),
            new TableRow(Cell("", merge: MergedCellValues.Continue), Cell("乙类"), Cell("200")));
        Assert.Equal(
            "<p>表</p><table><thead><tr><th scope=\"col\">项目</th><th scope=\"colgroup\" colspan=\"2\">标准</th></tr></thead><tbody><tr><td rowspan=\"2\">补贴</td><td>甲类</td><td>100</td></tr>"
            + "<tr><td>乙类</td><td>200</td></tr></tbody></table>", Read(Line("表"), table).Html);
    }

    [Fact]
    public void Pictures_come_along_once_with_their_words_and_footnotes_stand_at_the_end()
    {
        var article = Read(Line("图"), Picture("流程图"), Picture("流程图"), new Paragraph(new Run(new Text("数据")), new Run(new FootnoteReference { Id = 2 })));
        Assert.Equal([".png"], article.Images.Select(i => i.Extension));
        Assert.Equal(Pixel, article.Images[0].Content);
        var img = "<p><img src=\"image-1\" alt=\"流程图\"></p>";
        Assert.Equal($"<p>图</p>{img}{img}<p>数据<sup>[1]</sup></p><hr><ol><li>据统计公报</li></ol>", article.Html);
    }

    [Fact]
    public void What_was_deleted_or_hidden_stays_out_and_is_told()
    {
        var article = Read(Line("甲"), new Paragraph(
            new InsertedRun(new Run(new Text("新"))), new DeletedRun(new Run(new DeletedText("旧"))),
            new Run(new RunProperties(new Vanish()), new Text("密")), new Run(new FieldCode(" PAGE ")), new Run(new Text("文"))));
        Assert.Equal("<p>甲</p><p>新文</p>", article.Html);
        Assert.Equal([("insertions", 1), ("deletions", 1), ("hidden-text", 1)], article.LeftOut.Select(l => (l.Code, l.Count)));
    }

    [Theory]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(11, "十一")]
    [InlineData(20, "二十")]
    [InlineData(99, "九十九")]
    [InlineData(105, "一百零五")]
    [InlineData(110, "一百一十")]
    [InlineData(1000, "1000")]
    public void Articles_are_counted_in_Chinese(int n, string text) => Assert.Equal(text, WordNumbers.Chinese(n));

    [Fact]
    public void A_file_that_is_no_document_or_holds_nothing_is_refused()
    {
        Assert.Equal("table.not-a-workbook", Refused("PK not a zip"u8.ToArray()));
        Assert.Equal("table.not-a-workbook", Refused(TableFiles.Workbook([["a", "b"]])));
        Assert.Equal("word.empty", Refused(Document([new Paragraph()])));

        static string Refused(byte[] file) => WordArticle.Read(file, default).Failures.Single().Code;
    }

    private static WordArticle Read(params OpenXmlElement[] body)
    {
        var read = WordArticle.Read(Document(body), TestContext.Current.CancellationToken);
        Assert.Empty(read.Failures);
        return read.Value!;
    }

    internal static byte[] Document(IEnumerable<OpenXmlElement> body)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var part = document.AddMainDocumentPart();
            part.Document = new Document(new Body(body));
            part.AddHyperlinkRelationship(new Uri("https://example.com/a"), true, "web");
            part.AddHyperlinkRelationship(new Uri("file:///c:/a"), true, "bad");
            part.AddNewPart<ImagePart>("image/png", "picture").FeedData(new MemoryStream(Pixel));
            part.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Title" }) { StyleId = "Title", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "heading 1" }) { StyleId = "Heading1", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "Chapter" }, new BasedOn { Val = "Heading1" }, new StyleParagraphProperties(new OutlineLevel { Val = 1 })) { StyleId = "Based", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "标题 2" }) { StyleId = "Heading2", Type = StyleValues.Paragraph });
            part.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(Level(0, NumberFormatValues.ChineseCounting, "第%1条"), Level(1, NumberFormatValues.ChineseCounting, "（%2）")) { AbstractNumberId = 1 },
                new AbstractNum(Level(0, NumberFormatValues.Bullet, "")) { AbstractNumberId = 2 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 }, new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 });
            part.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(new Paragraph(new Run(new Text("据统计公报")))) { Id = 2 });
        }
        return stream.ToArray();

        static Level Level(int index, NumberFormatValues format, string text) =>
            new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = index };
    }

    private static Paragraph Line(string text) => new(new Run(new Text(text)));

    private static Paragraph Centred(string text) => Aligned(text, JustificationValues.Center);

    private static Paragraph Aligned(string text, JustificationValues align) => new(new ParagraphProperties(new Justification { Val = align }), new Run(new Text(text)));

    private static Paragraph Styled(string style, string text) => new(new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new Text(text)));

    private static Paragraph Numbered(int list, int level, string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), new Run(new Text(text)));

    private static TableCell Cell(string text, int span = 1, MergedCellValues? merge = null)
    {
        var properties = new TableCellProperties();
        if (span > 1) properties.Append(new GridSpan { Val = span });
        if (merge is { } value) properties.Append(new VerticalMerge { Val = value });
        return new TableCell(properties, Line(text));
    }

    private static Paragraph Picture(string words) => new(new Run(new DocumentFormat.OpenXml.Wordprocessing.Drawing(new DrawingWp.Inline(
        new DrawingWp.Extent { Cx = 9525, Cy = 9525 }, new DrawingWp.DocProperties { Id = 1, Name = "p", Description = words },
        new Drawing.Graphic(new Drawing.GraphicData(new Pictures.Picture(
            new Pictures.NonVisualPictureProperties(new Pictures.NonVisualDrawingProperties { Id = 1, Name = "p" }, new Pictures.NonVisualPictureDrawingProperties()),
            new Pictures.BlipFill(new Drawing.Blip { Embed = "picture" }, new Drawing.Stretch()), new Pictures.ShapeProperties()))
        { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" })))));
}
