using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovPortal.Policies.Rules;

/// <summary>Something an interpretation has to explain, and the words its heading is known by.</summary>
public sealed record InterpretationAspect(string Title, IReadOnlyList<string> Words);

/// <summary>
/// What an interpretation must contain (R49: 背景、主要内容、适用范围、标准、期限、术语释义): each under a heading of its own. The list is
/// data of the content type, <c>InterpretationSettings.Aspects</c>, since offices name the parts differently.
/// </summary>
public static partial class InterpretationAspects
{
    public static IReadOnlyList<InterpretationAspect> Read(JsonObject settings) =>
    [
        .. (settings["Aspects"] as JsonArray ?? []).OfType<JsonObject>().Where(a => a["Title"] is JsonValue)
            .Select(a => new InterpretationAspect(a["Title"]!.ToString(), [.. (a["Words"] as JsonArray ?? []).OfType<JsonValue>().Select(w => w.ToString())])),
    ];

    /// <summary>Titles of the aspects that no heading of the text names.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<InterpretationAspect> aspects, string html)
    {
        var headings = Headings(html);
        return [.. aspects.Where(a => !headings.Any(h => a.Words.Append(a.Title).Any(w => h.Contains(w, StringComparison.Ordinal)))).Select(a => a.Title)];
    }

    /// <summary>Headings, and the bold beginnings of paragraphs: what Word users make for a heading.</summary>
    public static IReadOnlyList<string> Headings(string html) =>
        [.. Heading().Matches(html).Select(m => WebUtility.HtmlDecode(Tag().Replace(m.Groups["text"].Value, "")).Trim()).Where(t => t.Length > 0)];

    [GeneratedRegex(@"<(?<tag>h[1-6])\b[^>]*>(?<text>.*?)</\k<tag>>|<p\b[^>]*>\s*<(?<bold>strong|b)\b[^>]*>(?<text>[^<]*)</\k<bold>>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
