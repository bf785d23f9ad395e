using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace GovPortal.Papers;

/// <summary>Where the text of a line or cell stands.</summary>
public enum PaperAlign { Left, Center, Right }

/// <summary>A cell of a ruled table.</summary>
/// <param name="Text">Line ends make paragraphs.</param>
/// <param name="Span">How many columns it covers.</param>
/// <param name="IsHead">A label: centred.</param>
public sealed record PaperCell(string Text, int Span = 1, bool IsHead = false);

/// <summary>A Word document of A4 pages, written from top to bottom.</summary>
/// <param name="landscape">Turned sideways, for wide lists.</param>
public sealed class Paper(bool landscape = false)
{
    private const string TitleFace = "方正小标宋简体";
    private const string HeadingFace = "黑体";
    private const string TextFace = "仿宋_GB2312";

    /// <summary>Width between the margins, in twentieths of a point.</summary>
    private readonly int _width = landscape ? 16838 - 2 * Margin : 11906 - 2 * Margin;
    private const int Margin = 1304;
    private readonly List<OpenXmlElement> _parts = [];
    private readonly List<OpenXmlElement> _charts = [];

    /// <summary>The heading in the middle of the page.</summary>
    public Paper Title(string text)
    {
        _parts.Add(Line(text, PaperAlign.Center, TitleFace, 44, after: 240));
        return this;
    }

    /// <summary>The heading of a section.</summary>
    public Paper Heading(string text)
    {
        _parts.Add(Line(text, PaperAlign.Left, HeadingFace, 28, after: 120));
        return this;
    }

    /// <summary>A line of text.</summary>
    public Paper Text(string text, PaperAlign align = PaperAlign.Left)
    {
        _parts.Add(Line(text, align, TextFace, 24, after: 120));
        return this;
    }

    /// <summary>A paragraph of a letter: larger than <see cref="Text"/>, by custom with its first line set in by two characters.</summary>
    public Paper Body(string text, PaperAlign align = PaperAlign.Left, bool indent = true)
    {
        _parts.Add(Line(text, align, TextFace, 32, after: 60, indent));
        return this;
    }

    /// <summary>A ruled table. The widths are shares of the page's width; each row's spans add up to their number.</summary>
    /// <param name="head">How many first rows are repeated on every page.</param>
    public Paper Table(IReadOnlyList<int> shares, IEnumerable<IReadOnlyList<PaperCell>> rows, int head = 0)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentNullException.ThrowIfNull(rows);
        var widths = shares.Select(s => _width * s / shares.Sum()).ToList();
        var border = new Func<EnumValue<BorderValues>>(() => BorderValues.Single);
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = widths.Sum().ToString(null, null), Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = border(), Size = 8 }, new LeftBorder { Val = border(), Size = 8 }, new BottomBorder { Val = border(), Size = 8 },
                    new RightBorder { Val = border(), Size = 8 }, new InsideHorizontalBorder { Val = border(), Size = 4 }, new InsideVerticalBorder { Val = border(), Size = 4 }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TopMargin { Width = "60", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 100, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "60", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 100, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(w => new GridColumn { Width = w.ToString(null, null) })));
        var number = 0;
        foreach (var row in rows)
        {
            var properties = new TableRowProperties(new CantSplit());
            if (number++ < head) properties.Append(new TableHeader());
            var at = 0;
            var cells = new List<OpenXmlElement> { properties };
            foreach (var cell in row)
            {
                cells.Add(Cell(cell, widths.Skip(at).Take(cell.Span).Sum()));
                at += cell.Span;
            }
            table.Append(new TableRow(cells));
        }
        _parts.Add(table);
        _parts.Add(Line("", PaperAlign.Left, TextFace, 12, after: 0));
        return this;
    }

    /// <summary>Bars side by side, drawn by Word, with their numbers; what is drawn should stand in a table as well.</summary>
    /// <param name="series">Name and values of each kind of bar, one value for each label.</param>
    public Paper Bars(IReadOnlyList<string> labels, IReadOnlyList<(string Name, IReadOnlyList<decimal> Values)> series)
    {
        _charts.Add(PaperChart.Space(labels, series));
        _parts.Add(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), new Run(PaperChart.Place(ChartId(_charts.Count), (uint)_charts.Count, _width))));
        return this;
    }

    /// <summary>The finished .docx.</summary>
    public byte[] ToDocx()
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var size = landscape
                ? new PageSize { Width = 16838, Height = 11906, Orient = PageOrientationValues.Landscape }
                : new PageSize { Width = 11906, Height = 16838 };
            var margin = new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 720, Footer = 720, Gutter = 0 };
            var main = package.AddMainDocumentPart();
            for (var i = 0; i < _charts.Count; i++) main.AddNewPart<ChartPart>(ChartId(i + 1)).ChartSpace = (DocumentFormat.OpenXml.Drawing.Charts.ChartSpace)_charts[i].CloneNode(true);
            main.Document = new Document(new Body([.. _parts.Select(p => p.CloneNode(true)), new SectionProperties(size, margin)]));
        }
        return stream.ToArray();
    }

    private static string ChartId(int number) => $"chart{number}";

    private static TableCell Cell(PaperCell cell, int width)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = width.ToString(null, null), Type = TableWidthUnitValues.Dxa });
        if (cell.Span > 1) properties.Append(new GridSpan { Val = cell.Span });
        properties.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        return new TableCell([properties, .. cell.Text.Split('\n').Select(t => Line(t, cell.IsHead ? PaperAlign.Center : PaperAlign.Left, TextFace, 22, after: 0))]);
    }

    private static Paragraph Line(string text, PaperAlign align, string face, int halfPoints, int after, bool indent = false)
    {
        var justification = align switch { PaperAlign.Center => JustificationValues.Center, PaperAlign.Right => JustificationValues.Right, _ => JustificationValues.Left };
        var properties = new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = after.ToString(null, null), Line = "320", LineRule = LineSpacingRuleValues.AtLeast });
        if (indent) properties.Append(new Indentation { FirstLineChars = 200, FirstLine = (halfPoints * 20).ToString(null, null) });
        properties.Append(new Justification { Val = justification });
        return new Paragraph(
            properties,
            new Run(
                new RunProperties(
                    new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = face }, new FontSize { Val = halfPoints.ToString(null, null) }),
                new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }));
    }

    /// <summary>XML knows no control characters, and no half of a pair.</summary>
    internal static string Printable(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value >= ' ' && r.Value is not (0xFFFE or 0xFFFF) || r.Value == '\t').Select(r => r.ToString()));
}
