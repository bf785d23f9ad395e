using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace GovPortal.Papers;

/// <summary>A part of a Word document, from top to bottom: a line, or where <see cref="Rows"/> is given a table.</summary>
/// <param name="IsTitle">In large type.</param>
/// <param name="IsIndented">Its first line is set in.</param>
public sealed record PaperBlock(string Text, PaperAlign Align, bool IsTitle, bool IsIndented, IReadOnlyList<IReadOnlyList<PaperCell>>? Rows = null);

/// <summary>Reads a Word document as simple as <see cref="Paper"/> writes it, to show it as a page; what is richer is read as its text.</summary>
public static class PaperReader
{
    /// <summary>From this size on a line is a title, in half points.</summary>
    private const int TitleHalfPoints = 40;

    public static IReadOnlyList<PaperBlock> Blocks(byte[] docx)
    {
        using var document = PaperTemplate.Open(docx, editable: false);
        return [.. BlocksOf(document.MainDocumentPart!.Document!.Body!)];
    }

    /// <summary>A line of text for each line, a row of a table with <c> | </c> between its cells.</summary>
    public static string PlainText(byte[] docx) => string.Join('\n', Blocks(docx).SelectMany(b => b.Rows is { } rows ? rows.Select(r => string.Join(" | ", r.Select(c => c.Text))) : [b.Text]));

    private static IEnumerable<PaperBlock> BlocksOf(OpenXmlElement parent)
    {
        foreach (var element in parent.Elements())
        {
            switch (element)
            {
                case Paragraph paragraph:
                    yield return Line(paragraph);
                    break;
                case Table table:
                    yield return new PaperBlock("", PaperAlign.Left, false, false, [.. table.Elements<TableRow>().Select(Row)]);
                    break;
                case SdtBlock { SdtContentBlock: { } content }:
                    foreach (var inner in BlocksOf(content)) yield return inner;
                    break;
            }
        }
    }

    private static PaperBlock Line(Paragraph paragraph)
    {
        var size = paragraph.Descendants<FontSize>().Select(f => int.TryParse(f.Val?.Value, out var points) ? points : 0).DefaultIfEmpty(0).Max();
        return new PaperBlock(TextOf(paragraph), AlignOf(paragraph), size >= TitleHalfPoints, paragraph.ParagraphProperties?.Indentation?.FirstLineChars?.Value > 0);
    }

    private static IReadOnlyList<PaperCell> Row(TableRow row) => [.. row.Elements<TableCell>().Select(c => new PaperCell(
        string.Join('\n', c.Descendants<Paragraph>().Select(TextOf)), c.TableCellProperties?.GridSpan?.Val?.Value ?? 1, c.Elements<Paragraph>().FirstOrDefault() is { } first && AlignOf(first) == PaperAlign.Center))];

    private static PaperAlign AlignOf(Paragraph paragraph)
    {
        var align = paragraph.ParagraphProperties?.Justification?.Val?.Value;
        return align == JustificationValues.Center ? PaperAlign.Center : align == JustificationValues.Right || align == JustificationValues.End ? PaperAlign.Right : PaperAlign.Left;
    }

    private static string TextOf(Paragraph paragraph) => string.Concat(paragraph.Descendants().Where(e => e.Ancestors<Paragraph>().First() == paragraph).Select(e => e switch
    {
        Text text => text.Text, TabChar => "\t", Break or CarriageReturn => "\n", _ => "",
    }));
}
