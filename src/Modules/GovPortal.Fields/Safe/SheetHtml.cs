using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Fields.Values;

namespace GovPortal.Fields.Safe;

/// <summary>
/// HTML as the text of a cell, and back. A paragraph is a line; the items of an ordered list begin with their number, those of another
/// list with a dot. Reading what was written gives the same text again.
/// </summary>
internal static class SheetHtml
{
    /// <summary>The file format's limit, in characters.</summary>
    private const int MaxCell = 32_767;

    private const string Dot = "· ";

    public static string Text(string? html)
    {
        var clean = SafeHtml.Clean(html);
        if (clean.TooDeep || !clean.Html.Contains("<li", StringComparison.Ordinal)) return Cut(clean.Text);
        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + clean.Html).Body!;
        foreach (var list in body.QuerySelectorAll("ol,ul"))
        {
            var number = int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
            foreach (var item in list.Children.Where(c => c.LocalName == "li"))
            {
                var mark = list.LocalName == "ol" ? (number++).ToString(CultureInfo.InvariantCulture) + ". " : Dot;
                // A paragraph begins a line of its own; the mark goes into it.
                var first = item.ChildNodes.FirstOrDefault(n => n is not IText { Data: var blank } || !string.IsNullOrWhiteSpace(blank)) is IElement { LocalName: "p" } p ? p : item;
                first.Prepend(body.Owner!.CreateTextNode(mark));
            }
        }
        return Cut(HtmlText.Of(body));
    }

    public static string Html(string text)
    {
        var html = new System.Text.StringBuilder();
        var inOneLine = text.Trim().Contains('\n') ? null : Numbered.Items(text);
        var lines = (inOneLine?.Select((item, i) => $"{i + 1}. {item}") ?? text.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        for (var at = 0; at < lines.Count;)
        {
            var items = Run(lines, at, (line, i) => Numbered.Mark(line) is (var number, var rest) && number == i + 1 ? rest : null);
            var list = "ol";
            // A single number is no list.
            if (items.Count < 2) (items, list) = (Run(lines, at, (line, _) => line[0] is '·' or '•' or '●' or '▪' ? line[1..].Trim() : null), "ul");
            if (items.Count == 0) html.Append("<p>").Append(HtmlText.Encode(lines[at])).Append("</p>");
            else html.Append('<').Append(list).Append('>').AppendJoin("", items.Select(i => $"<li>{HtmlText.Encode(i)}</li>")).Append("</").Append(list).Append('>');
            at += Math.Max(1, items.Count);
        }
        return SafeHtml.Clean(html.ToString()).Html;
    }

    private static List<string> Run(List<string> lines, int from, Func<string, int, string?> item)
    {
        var run = new List<string>();
        while (from + run.Count < lines.Count && item(lines[from + run.Count], run.Count) is { Length: > 0 } text) run.Add(text);
        return run;
    }

    private static string Cut(string text) => text.Length <= MaxCell ? text : text[..MaxCell].Trim();
}
