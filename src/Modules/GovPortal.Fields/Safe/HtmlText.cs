using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;

namespace GovPortal.Fields.Safe;

/// <summary>From text to HTML and back.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
        "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
    };

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>Paragraphs of a text that was written in a text area.</summary>
    public static string Paragraphs(string text) =>
        string.Concat(text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => $"<p>{Encode(line)}</p>"));

    /// <summary>The words of a document: a line for each block, a space between cells.</summary>
    public static string Of(INode root)
    {
        var text = new StringBuilder();
        var silent = 0;
        foreach (var (node, leaves, _) in Nesting.Walk(root))
        {
            if (node is IText words)
            {
                if (silent == 0) text.Append(words.Data);
            }
            else if (node is IElement element)
            {
                if (element.LocalName is "script" or "style" or "template") silent += leaves ? -1 : 1;
                Separate(element, text);
            }
        }
        return Tidy(text.ToString());
    }

    /// <summary>The words of HTML that is too tangled to be parsed.</summary>
    public static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at) is >= 0 and var found ? found : html.Length;
            text.Append(html, at, open - at).Append(' ');
            at = open < html.Length && html.IndexOf('>', open) is >= 0 and var close ? close + 1 : html.Length;
        }
        return Tidy(WebUtility.HtmlDecode(text.ToString()));
    }

    private static void Separate(IElement element, StringBuilder text)
    {
        if (Blocks.Contains(element.LocalName)) text.Append('\n');
        else if (element.LocalName is "td" or "th") text.Append(' ');
    }

    private static string Tidy(string text) =>
        string.Join('\n', text.Split('\n')
            .Select(line => string.Join(' ', line.Split([' ', '\t', '\r', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0));
}
