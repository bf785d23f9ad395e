using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>The body of a report as its editors have it: its tables are found by the heading they stand under.</summary>
public static class ReportHtml
{
    private static readonly HtmlParser Parser = new();

    /// <summary>The body with these tables in the place of those under their headings; failure <c>annual.table-missing</c>, once for each.</summary>
    public static Result<string> WithTables(string html, IEnumerable<ReportTable> tables)
    {
        using var document = Parser.ParseDocument(html);
        var failures = new List<Failure>();
        foreach (var table in tables)
        {
            if (Under(document, table.Title) is { } found) found.OuterHtml = AnnualText.Html(table);
            else failures.Add(Failure.Of("annual.table-missing", table.Title));
        }
        return failures.Count > 0 ? failures : document.Body!.InnerHtml;
    }

    /// <summary>
    /// What differs between the body and these tables: <c>annual.table-missing</c>, <c>annual.table-rows</c> (rows or cells were taken out or put in),
    /// <c>annual.table-cell</c> (the first figure or word of the table that differs).
    /// </summary>
    public static IReadOnlyList<Failure> Compare(string html, IEnumerable<ReportTable> tables)
    {
        using var document = Parser.ParseDocument(html);
        return [.. tables.Select(t => Compare(document, t)).OfType<Failure>()];
    }

    /// <summary>Headings, paragraphs and list items as lines, tables as rows of texts, in their order.</summary>
    public static IEnumerable<(string? Heading, string? Line, IReadOnlyList<IReadOnlyList<TableCell>>? Table)> Blocks(string html)
    {
        using var document = Parser.ParseDocument(html);
        foreach (var element in document.Body!.QuerySelectorAll("h1, h2, h3, h4, p, li, table"))
        {
            if (element.Closest("table") is { } table)
            {
                if (element == table) yield return (null, null, Cells((IHtmlTableElement)table));
            }
            else if (element.LocalName[0] == 'h') yield return (Text(element), null, null);
            else yield return (null, Text(element), null);
        }
    }

    /// <summary>A whole page for archives and other sites.</summary>
    public static string Page(string title, string html) =>
        $"<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{System.Net.WebUtility.HtmlEncode(title)}</title>"
        + "<style>body{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.8}table{border-collapse:collapse;width:100%}th,td{border:1px solid #333;padding:.25rem .5rem;font-weight:400}td{text-align:center}</style>"
        + $"</head><body><h1>{System.Net.WebUtility.HtmlEncode(title)}</h1>{html}</body></html>";

    private static Failure? Compare(IHtmlDocument document, ReportTable table)
    {
        const string at = "HtmlBodyPart.Html";
        if (Under(document, table.Title) is not { } found) return Failure.At(at, "annual.table-missing", table.Title);
        var rows = Cells(found);
        if (rows.Count != table.Rows.Count) return Failure.At(at, "annual.table-rows", table.Title);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != table.Rows[i].Count) return Failure.At(at, "annual.table-rows", table.Title);
            for (var c = 0; c < rows[i].Count; c++)
            {
                var (has, should) = (rows[i][c].Text, table.Rows[i][c].Text);
                if (has != should) return Failure.At(at, "annual.table-cell", table.Title, rows[i][0].Text, has, should);
            }
        }
        return null;
    }

    /// <summary>The first table behind the heading and before the next one.</summary>
    private static IHtmlTableElement? Under(IHtmlDocument document, string title)
    {
        var isUnder = false;
        foreach (var element in document.QuerySelectorAll("h1, h2, h3, table"))
        {
            if (element is IHtmlTableElement table && isUnder) return table;
            if (element is not IHtmlTableElement) isUnder = Text(element) == title;
        }
        return null;
    }

    private static IReadOnlyList<IReadOnlyList<TableCell>> Cells(IHtmlTableElement table) =>
        [.. table.Rows.Select(r => (IReadOnlyList<TableCell>)[.. r.Cells.Select(c => new TableCell(Text(c), Math.Max(1, c.ColumnSpan), c.LocalName == "th"))])];

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
