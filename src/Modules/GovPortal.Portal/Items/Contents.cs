using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Portal.Items;

/// <summary>
/// The table of contents (目录) of an item's page, made of the rendered page: its second and third headings, and the numbered lines
/// official documents use instead of headings (第一章、一、). Written where the template says <c>&lt;!--contents--&gt;</c>.
/// </summary>
internal static partial class Contents
{
    private const string Slot = "<!--contents-->";
    /// <summary>Fewer are seen at a glance.</summary>
    private const int Fewest = 3;
    private const int Most = 60;

    /// <param name="html">A rendered page's own part.</param>
    /// <param name="title">What the list is called.</param>
    public static string Insert(string html, string title)
    {
        var slot = html.IndexOf(Slot, StringComparison.Ordinal);
        if (slot < 0) return html;
        var (before, after) = (html[..slot], html[(slot + Slot.Length)..]);
        var entries = new List<(string Id, string Text, bool Sub)>();
        var marked = Heading().Replace(after, match => Marked(match, entries));
        if (entries.Count < Fewest) return before + after;
        var list = new StringBuilder("<nav class=\"toc\" aria-labelledby=\"contents\"><h2 id=\"contents\">").Append(WebUtility.HtmlEncode(title)).Append("</h2><ol>");
        foreach (var (id, text, sub) in entries)
        {
            list.Append(sub ? "<li class=\"toc__sub\">" : "<li>").Append("<a href=\"#").Append(id).Append("\">").Append(text).Append("</a></li>");
        }
        return $"{before}{list}</ol></nav>{marked}";
    }

    private static string Marked(Match match, List<(string, string, bool)> entries)
    {
        // Still encoded, and without markup: safe as it stands.
        var text = Count().Replace(match.Groups["text"].Value, "");
        text = Blank().Replace(Tag().Replace(text, ""), " ").Trim();
        if (text.Length == 0 || entries.Count == Most || match.Groups["attributes"].Value.Contains("visually-hidden", StringComparison.Ordinal)) return match.Value;
        var known = Id().Match(match.Groups["attributes"].Value);
        var id = known.Success ? known.Groups[1].Value : "s-" + (entries.Count + 1).ToString(CultureInfo.InvariantCulture);
        entries.Add((id, text, match.Groups["tag"].Value is "h3"));
        return known.Success ? match.Value : $"<{match.Groups["tag"].Value} id=\"{id}\"{match.Groups["attributes"].Value}>{match.Groups["text"].Value}</{match.Groups["tag"].Value}>";
    }

    [GeneratedRegex(
        """<(?<tag>h[23])(?<attributes>(?:\s[^>]*)?)>(?<text>.*?)</\k<tag>>|<(?<tag>p)(?<attributes>(?:\s[^>]*)?)>(?<text>\s*(?:<(?:strong|b|span)[^>]*>\s*)*(?:第[一二三四五六七八九十百零]{1,6}[编章]|[一二三四五六七八九十]{1,3}、)[^<。；;]{1,40}(?:</(?:strong|b|span)>\s*)*)</p>""",
        RegexOptions.Singleline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("""<span class="count">.*?</span>""", RegexOptions.Singleline)]
    private static partial Regex Count();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
