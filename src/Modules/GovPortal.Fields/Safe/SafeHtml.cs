using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace GovPortal.Fields.Safe;

/// <summary>HTML after the allow-list was applied to it.</summary>
/// <param name="Html">Safe as it stands.</param>
/// <param name="Text">Its words.</param>
/// <param name="MediaPaths">Attachments it shows or links to.</param>
/// <param name="Refused">What was taken out and may carry or hide something: <c>script</c>, <c>p onclick</c>. Mere looks are not named.</param>
internal sealed record CleanHtml(string Html, string Text, IReadOnlyList<string> MediaPaths, IReadOnlyList<string> Refused, bool TooDeep = false);

/// <summary>
/// The one allow-list for HTML that people write. Looks that have a meaning (centred, right, indented) become classes of
/// ours; all other styling goes. Word's and Jodit's markup comes out plain; merged table cells stay merged.
/// </summary>
internal static partial class SafeHtml
{
    public const int MaxLength = 500_000;
    private const int MaxDepth = 150;

    /// <summary>The looks content may ask for; a theme styles them.</summary>
    public static IReadOnlySet<string> Classes { get; } = Set("text-start", "text-center", "text-end", "indent", "number", "source", "signature");

    private static readonly ISet<string> Tags = Set(
        "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot",
        "tr", "th", "td", "colgroup", "col", "img", "figure", "figcaption", "a", "strong", "b", "em", "i", "u", "s", "del", "ins", "sub", "sup",
        "blockquote", "q", "cite", "code", "pre", "span", "div", "mark", "small");

    private static readonly ISet<string> Attributes = Set(
        "class", "href", "src", "alt", "title", "colspan", "rowspan", "scope", "span", "start", "reversed", "width", "height", "target", "rel");

    /// <summary>Elements that only wrap: they go, what is in them stays.</summary>
    private static readonly HashSet<string> Wrappers = Set(
        "font", "center", "section", "article", "main", "header", "footer", "aside", "nav", "big", "tt", "strike", "address", "label", "abbr",
        "time", "details", "summary", "hgroup", "o:p", "st1:chsdate", "acronym", "bdo", "bdi", "wbr", "kbd", "samp", "var", "dfn", "picture");

    /// <summary>Attributes that only say how something looks or is named: they go without a word.</summary>
    private static readonly HashSet<string> Looks = Set(
        "style", "class", "align", "valign", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "color", "face", "size", "lang",
        "xml:lang", "dir", "id", "name", "nowrap", "hspace", "vspace", "width", "height", "rules", "frame", "summary", "type", "value", "start",
        "role", "tabindex", "headers", "abbr", "axis", "loading", "decoding", "target", "rel", "clear", "compact", "noshade", "char", "charoff",
        "srcset", "sizes", "scope", "colspan", "rowspan", "span", "contenteditable", "spellcheck", "draggable", "cite", "datetime");

    public static CleanHtml Clean(string? html)
    {
        if (string.IsNullOrWhiteSpace(html)) return new CleanHtml("", "", [], []);
        if (html.Length > MaxLength) html = html[..MaxLength];
        var document = new HtmlParser().ParseDocument("<!doctype html><body>");
        var body = document.Body!;
        foreach (var node in new HtmlParser().ParseFragment(html, body).ToArray()) body.AppendChild(node);
        var text = HtmlText.Of(body);
        if (IsTooDeep(body)) return new CleanHtml(HtmlText.Paragraphs(text), text, [], [], TooDeep: true);

        foreach (var element in body.QuerySelectorAll("[style],[align]").ToArray()) LooksToClasses(element);
        var refused = new SortedSet<string>(StringComparer.Ordinal);
        Sanitizer(refused).SanitizeDom(document, body);
        foreach (var element in body.QuerySelectorAll("*").ToArray()) Finish(element, refused);
        var media = body.QuerySelectorAll("img,a").Select(e => SafeUrl.MediaPath(e.GetAttribute("src") ?? e.GetAttribute("href")))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new CleanHtml(body.InnerHtml, HtmlText.Of(body), media, [.. refused]);
    }

    private static HtmlSanitizer Sanitizer(SortedSet<string> refused)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Tags, AllowedAttributes = Attributes, AllowedSchemes = Set("http", "https", "mailto"),
            AllowedClasses = new HashSet<string>(Classes), UriAttributes = Set("href", "src"),
        });
        sanitizer.RemovingTag += (_, e) =>
        {
            if (!Wrappers.Contains(e.Tag.LocalName))
            {
                refused.Add(e.Tag.LocalName);
                return;
            }
            e.Tag.Replace([.. e.Tag.ChildNodes]);
            e.Cancel = true;
        };
        sanitizer.RemovingAttribute += (_, e) =>
        {
            if (!Looks.Contains(e.Attribute.Name) && !e.Attribute.Name.StartsWith("xmlns", StringComparison.Ordinal)
                && !e.Attribute.Name.StartsWith("aria-", StringComparison.Ordinal)) refused.Add($"{e.Tag.LocalName} {e.Attribute.Name}");
        };
        sanitizer.RemovingComment += (_, _) => refused.Add("<!-- -->");
        return sanitizer;
    }

    private static void Finish(IElement element, SortedSet<string> refused)
    {
        if (element.ClassName is { Length: 0 }) element.RemoveAttribute("class");
        foreach (var name in (string[])["colspan", "rowspan", "span", "start", "width", "height"])
        {
            if (element.GetAttribute(name) is { } number && !(int.TryParse(number, out var n) && n is > 0 and <= 4000)) element.RemoveAttribute(name);
        }
        switch (element.LocalName)
        {
            case "h1":
                Rename(element, "h2");
                break;
            case "img":
                if (SafeUrl.MediaPath(element.GetAttribute("src")) is { } path) element.SetAttribute("src", SafeUrl.MediaUrl(path));
                else
                {
                    refused.Add("img src");
                    element.Remove();
                }
                if (!element.HasAttribute("alt")) element.SetAttribute("alt", "");
                break;
            case "a":
                FinishLink(element, refused);
                break;
            case "th" when element.GetAttribute("scope") is { } scope && scope is not ("row" or "col" or "rowgroup" or "colgroup"):
                element.RemoveAttribute("scope");
                break;
        }
        if (element.LocalName != "a")
        {
            foreach (var name in (string[])["href", "target", "rel"]) element.RemoveAttribute(name);
        }
        if (element.LocalName != "img") element.RemoveAttribute("src");
    }

    private static void FinishLink(IElement link, SortedSet<string> refused)
    {
        if (link.GetAttribute("href") is not { } href)
        {
            link.RemoveAttribute("target");
            link.RemoveAttribute("rel");
            return;
        }
        href = SafeUrl.FromRoot(href.Trim());
        if (!SafeUrl.IsAllowed(href))
        {
            refused.Add("a href");
            foreach (var name in (string[])["href", "target", "rel"]) link.RemoveAttribute(name);
            return;
        }
        link.SetAttribute("href", href);
        if (link.GetAttribute("target") is not "_blank") link.RemoveAttribute("target");
        if (SafeUrl.IsExternal(href) || link.HasAttribute("target")) link.SetAttribute("rel", "noopener");
        else link.RemoveAttribute("rel");
    }

    private static void LooksToClasses(IElement element)
    {
        var style = element.GetAttribute("style") ?? "";
        var align = AlignStyle().Match(style) is { Success: true } m ? m.Groups[1].Value : element.GetAttribute("align");
        var name = align?.ToLowerInvariant() switch { "center" => "text-center", "right" or "end" => "text-end", _ => null };
        if (name is not null && element.LocalName != "table" && element.LocalName != "img") element.ClassList.Add(name);
        if (element.LocalName == "p" && IndentStyle().IsMatch(style)) element.ClassList.Add("indent");
    }

    private static void Rename(IElement element, string name)
    {
        var other = element.Owner!.CreateElement(name);
        if (element.ClassName is { Length: > 0 } classes) other.ClassName = classes;
        foreach (var child in element.ChildNodes.ToArray()) other.AppendChild(child);
        element.Replace(other);
    }

    /// <summary>Writing HTML out recurses; a document nested thousands deep would take the process with it.</summary>
    private static bool IsTooDeep(INode root)
    {
        var depth = 0;
        for (var node = root.FirstChild; node is not null;)
        {
            if (node.FirstChild is { } child)
            {
                if (++depth > MaxDepth) return true;
                node = child;
                continue;
            }
            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                depth--;
            }
            node = node == root ? null : node?.NextSibling;
        }
        return false;
    }

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?:^|;)\s*text-align\s*:\s*(center|right|end)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AlignStyle();

    [GeneratedRegex(@"(?:^|;)\s*text-indent\s*:\s*[1-9]", RegexOptions.IgnoreCase)]
    private static partial Regex IndentStyle();
}
