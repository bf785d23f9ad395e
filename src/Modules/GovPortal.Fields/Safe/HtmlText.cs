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
        // No recursion: the depth of a document is the writer's choice.
        for (var node = root.FirstChild; node is not null; node = Next(node, root, text))
        {
            if (node is IText words) text.Append(words.Data);
            else if (node is IElement element) Separate(element, text);
        }
        return Tidy(text.ToString());
    }

    private static INode? Next(INode node, INode root, StringBuilder text)
    {
        if (node.FirstChild is { } child && !(node is IElement { LocalName: "script" or "style" or "template" })) return child;
        for (var at = node; at is not null && at != root; at = at.Parent)
        {
            if (at is IElement element) Separate(element, text);
            if (at.NextSibling is { } next) return next;
        }
        return null;
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
