using System.Net;
using AngleSharp.Dom;
using Ganss.Xss;

namespace GovPortal.Channels.Sending;

/// <summary>
/// A text as WeChat keeps it: its plain tags, no script, no style sheet. Links lead nowhere over there and become their words; images
/// and films of other sites are dropped over there and become a note that the original has them.
/// </summary>
internal static class WeChatHtml
{
    /// <summary>正文少于 2 万字符.</summary>
    private const int MaxLength = 19_500;

    private static readonly string[] Tags =
    [
        "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "sub", "sup", "span", "section", "blockquote", "ul", "ol", "li", "div", "hr",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    ];

    /// <param name="summary">Stands in its place where it is longer than WeChat takes.</param>
    public static string Of(string html, string summary)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase), AllowedAttributes = new HashSet<string>(["colspan", "rowspan", "style"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(["text-align", "text-indent", "font-weight"], StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.RemovingTag += (_, e) =>
        {
            if (e.Tag.LocalName is "img" or "video" or "audio" or "iframe" or "svg" or "picture")
            {
                var name = e.Tag.GetAttribute("alt") is { Length: > 0 } alt ? $"（图片“{alt}”请看原文）" : "（图片、视频请看原文）";
                e.Tag.Replace(e.Tag.Owner!.CreateTextNode(name));
                e.Cancel = true;
            }
            else if (e.Tag.LocalName is not ("script" or "style" or "template" or "noscript" or "object" or "embed"))
            {
                e.Tag.Replace([.. e.Tag.ChildNodes]);
                e.Cancel = true;
            }
        };
        var clean = Twice(sanitizer, html);
        return clean.Length <= MaxLength && clean.Trim().Length > 0 ? clean : $"<p>{WebUtility.HtmlEncode(summary)}</p><p>全文请点击“阅读原文”。</p>";
    }

    /// <summary>What stood inside a tag that was taken away is looked at as well.</summary>
    private static string Twice(HtmlSanitizer sanitizer, string html)
    {
        for (var round = 0; round < 8; round++)
        {
            var next = sanitizer.Sanitize(html);
            if (next == html) return next;
            html = next;
        }
        return html;
    }
}
