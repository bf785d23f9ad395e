using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Drawing = DocumentFormat.OpenXml.Drawing;
using WordCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace GovPortal.Tables.Articles;

/// <summary>Writes the blocks of a Word document as HTML: paragraphs, headings, lists and tables. Runs are <see cref="WordRuns"/>'.</summary>
internal sealed class WordHtml
{
    private readonly StringBuilder _html = new();
    private readonly WordNumbers _numbers;
    private readonly WordRuns _runs;
    private readonly Dictionary<string, Style> _styles;
    private readonly HashSet<Paragraph> _skipped = [];
    private bool _inList;

    public WordHtml(MainDocumentPart part)
    {
        _numbers = new WordNumbers(part);
        _runs = new WordRuns(part);
        _styles = (part.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? []).Where(s => s.StyleId?.Value is not null)
            .GroupBy(s => s.StyleId!.Value!).ToDictionary(g => g.Key, g => g.First());
        if (part.WordprocessingCommentsPart?.Comments?.Elements<Comment>().Count() is > 0 and var comments) _runs.Leave("comments", comments);
        if (part.HeaderParts.Concat<OpenXmlPart>(part.FooterParts).Any(p => p.RootElement?.InnerText.Trim().Any(char.IsLetter) == true)) _runs.Leave("headers", 1);
    }

    public IReadOnlyList<ArticleImage> Images => _runs.Images;

    public IReadOnlyList<LeftOut> LeftOut => _runs.LeftOut;

    public bool IsBlank(Paragraph paragraph) => Text(paragraph).Length == 0 && !paragraph.Descendants<Drawing.Blip>().Any();

    public bool IsTitle(Paragraph paragraph) => Names(paragraph).Any(n => n is "title" or "标题" or "文件标题" or "公文标题");

    public bool IsCentred(Paragraph paragraph) => Alignment(paragraph) == "text-center" && !paragraph.Descendants<Drawing.Blip>().Any();

    /// <summary>The words of a paragraph as they are printed.</summary>
    public string Text(Paragraph paragraph) => _runs.Text(paragraph).Trim();

    /// <summary>The paragraph is not written.</summary>
    public void Skip(Paragraph paragraph) => _skipped.Add(paragraph);

    /// <summary>1 to 6 by style or outline level; null for text.</summary>
    public int? HeadingOf(Paragraph paragraph)
    {
        foreach (var name in Names(paragraph))
        {
            var digits = name.StartsWith("heading ", StringComparison.Ordinal) ? name[8..] : name.StartsWith("标题 ", StringComparison.Ordinal) ? name[3..] : "";
            if (int.TryParse(digits, CultureInfo.InvariantCulture, out var level)) return Math.Clamp(level, 1, 6);
        }
        var outline = paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value ?? Styles(paragraph).Select(s => s.StyleParagraphProperties?.OutlineLevel?.Val?.Value).FirstOrDefault(v => v is not null);
        return outline is >= 0 and < 9 ? Math.Min(outline.Value + 1, 6) : null;
    }

    public void WriteBlocks(OpenXmlElement of, CancellationToken cancellation)
    {
        foreach (var block in of.ChildElements)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (block)
            {
                case Paragraph paragraph: Write(paragraph); break;
                case Table table: Write(table, cancellation); break;
                case SdtBlock or CustomXmlBlock or SdtContentBlock: WriteBlocks(block, cancellation); break;
                case InsertedRun or MoveToRun: WriteBlocks(block, cancellation); break;
            }
        }
    }

    /// <summary>Closes what is open and adds the footnotes.</summary>
    public string Finish()
    {
        EndList();
        _html.Append(_runs.Footnotes());
        return _html.ToString();
    }

    private void Write(Paragraph paragraph)
    {
        if (_skipped.Contains(paragraph)) return;
        var inner = _runs.Html(paragraph);
        var number = _numbers.Of(paragraph, Styles(paragraph));
        if (inner.Length == 0)
        {
            EndList();
            return;
        }
        if (number is { IsBullet: true })
        {
            _html.Append(_inList ? "" : "<ul>").Append("<li>").Append(inner).Append("</li>");
            _inList = true;
            return;
        }
        EndList();
        // The page has one h1, the item's title.
        var tag = HeadingOf(paragraph) is { } level ? $"h{Math.Min(level + 1, 6)}" : "p";
        var look = Alignment(paragraph) is { } align ? $" class=\"{align}\"" : "";
        _html.Append('<').Append(tag).Append(look).Append('>').Append(WebUtility.HtmlEncode(number?.Text ?? "")).Append(inner).Append("</").Append(tag).Append('>');
    }

    private void EndList()
    {
        if (_inList) _html.Append("</ul>");
        _inList = false;
    }

    private void Write(Table table, CancellationToken cancellation)
    {
        EndList();
        var rows = table.Elements<TableRow>().ToList();
        var heads = rows.TakeWhile(r => r.TableRowProperties?.GetFirstChild<TableHeader>() is not null).Count();
        // A table whose look has a first row of its own, and more than that.
        if (heads == 0 && rows.Count > 1 && table.GetFirstChild<TableProperties>()?.TableLook?.FirstRow?.Value == true && CellsOf(rows[0]).All(c => Span(c) == 1)) heads = 1;
        _html.Append("<table>");
        for (var i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i == 0) _html.Append(heads > 0 ? "<thead>" : "<tbody>");
            else if (i == heads) _html.Append("</thead><tbody>");
            _html.Append("<tr>");
            var column = rows[i].TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
            foreach (var cell in CellsOf(rows[i]))
            {
                if (!IsContinued(cell)) Write(cell, i < heads, Span(cell), Below(rows, i, column), cancellation);
                column += Span(cell);
            }
            _html.Append("</tr>");
        }
        if (rows.Count > 0) _html.Append(heads == rows.Count ? "</thead>" : "</tbody>");
        _html.Append("</table>");
    }

    private void Write(WordCell cell, bool isHead, int span, int rows, CancellationToken cancellation)
    {
        var tag = isHead ? "th" : "td";
        _html.Append('<').Append(tag);
        if (isHead) _html.Append(" scope=\"").Append(span > 1 ? "colgroup" : "col").Append('"');
        if (span > 1) _html.Append(" colspan=\"").Append(span).Append('"');
        if (rows > 1) _html.Append(" rowspan=\"").Append(rows).Append('"');
        var paragraphs = cell.ChildElements.Where(e => e is Paragraph or Table or SdtBlock).ToList();
        if (paragraphs is [Paragraph only])
        {
            if (Alignment(only) is { } align) _html.Append(" class=\"").Append(align).Append('"');
            var number = _numbers.Of(only, Styles(only));
            _html.Append('>').Append(WebUtility.HtmlEncode(number?.Text ?? "")).Append(_runs.Html(only));
        }
        else
        {
            _html.Append('>');
            WriteBlocks(cell, cancellation);
            EndList();
        }
        _html.Append("</").Append(tag).Append('>');
    }

    /// <summary>How many rows the cell at a place of the grid covers.</summary>
    private static int Below(List<TableRow> rows, int row, int column)
    {
        var count = 1;
        while (row + count < rows.Count && CellAt(rows[row + count], column) is { } below && IsContinued(below)) count++;
        return count;
    }

    private static WordCell? CellAt(TableRow row, int column)
    {
        var at = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
        foreach (var cell in CellsOf(row))
        {
            if (at == column) return cell;
            at += Span(cell);
        }
        return null;
    }

    private static bool IsContinued(WordCell cell) => cell.TableCellProperties?.VerticalMerge is { } merge && (merge.Val?.Value ?? MergedCellValues.Continue) == MergedCellValues.Continue;

    private static int Span(WordCell cell) => Math.Max(1, cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1);

    private static List<WordCell> CellsOf(TableRow row) =>
        [.. row.ChildElements.SelectMany(child => child is WordCell cell ? [cell] : child is SdtCell sdt ? sdt.Descendants<WordCell>().Take(1) : [])];

    private string? Alignment(Paragraph paragraph)
    {
        var value = paragraph.ParagraphProperties?.Justification?.Val?.Value
            ?? Styles(paragraph).Select(s => s.StyleParagraphProperties?.Justification?.Val?.Value).FirstOrDefault(v => v is not null);
        return value == JustificationValues.Center ? "text-center" : value == JustificationValues.Right || value == JustificationValues.End ? "text-end" : null;
    }

    private IEnumerable<string> Names(Paragraph paragraph) => Styles(paragraph).Select(s => s.StyleName?.Val?.Value?.ToLowerInvariant() ?? "");

    /// <summary>The paragraph's style and those it is based on, nearest first.</summary>
    private IEnumerable<Style> Styles(Paragraph paragraph)
    {
        var seen = new HashSet<string>();
        for (var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value; id is not null && seen.Add(id) && _styles.TryGetValue(id, out var style); id = style.BasedOn?.Val?.Value)
        {
            yield return style;
        }
    }
}
