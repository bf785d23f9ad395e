using System.Net;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>
/// HTML without building a document: text between tags as one text, where inline tags and character references don't break a number;
/// comments and attributes on their own; styles unread.
/// </summary>
internal sealed class HtmlReader(string html, string where, Action<Block> emit)
{
    private const int TitleLines = 8;

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img",
    };

    private static readonly HashSet<string> ReadAttributes = new(StringComparer.OrdinalIgnoreCase) { "href", "title", "alt", "value", "content", "placeholder", "summary", "aria-label", "label", "cite", "src", "action" };

    private readonly List<Segment> _body = [];
    private readonly string _place = where.Length > 0 ? where : "正文";

    /// <summary>Whether the page runs code.</summary>
    public bool HasScript { get; private set; }

    public void Read()
    {
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            Text(at, open);
            if (open == html.Length) break;
            at = Markup(open);
        }
        if (_body.Count > 0) emit(new Block(_body, _place) { Around = new Surroundings(where, TitleLines) });
    }

    /// <summary>Reads the markup at a '&lt;'; the place after it.</summary>
    private int Markup(int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0)
        {
            var close = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            if (close < 0) close = html.Length;
            Alone(open + 4, close, "网页注释");
            return Math.Min(html.Length, close + 3);
        }
        var from = open + 1;
        if (from < html.Length && html[from] == '/') from++;
        if (from >= html.Length || !char.IsAsciiLetter(html[from]) && html[from] is not ('!' or '?'))
        {
            _body.Add(new Segment("<", "", 0, open));
            return open + 1;
        }
        var end = from;
        while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is ':' or '-')) end++;
        var name = html[from..end];
        if (!Inline.Contains(name)) _body.Add(Segment.Break);
        var after = Attributes(end);
        var isOpening = html[open + 1] != '/';
        if (isOpening && name.Equals("script", StringComparison.OrdinalIgnoreCase)) HasScript = true;
        if (isOpening && (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase)))
        {
            var close = html.IndexOf("</" + name, after, StringComparison.OrdinalIgnoreCase);
            if (close < 0) close = html.Length;
            if (HasScript) Alone(after, close, "网页脚本");
            return close;
        }
        return after;
    }

    /// <summary>Reads the attributes from the end of a tag's name; the place after the tag.</summary>
    private int Attributes(int at)
    {
        while (at < html.Length && html[at] != '>')
        {
            if (char.IsWhiteSpace(html[at]) || html[at] is '/' or '=')
            {
                at++;
                continue;
            }
            var start = at;
            while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('=' or '>' or '/')) at++;
            if (at == start)
            {
                at++;
                continue;
            }
            var name = html.AsSpan(start, at - start);
            if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) HasScript = true;
            while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
            if (at >= html.Length || html[at] != '=') continue;
            at++;
            while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
            if (at >= html.Length) break;
            var quote = html[at] is '"' or '\'' ? html[at++] : '\0';
            var value = at;
            while (at < html.Length && (quote == '\0' ? !char.IsWhiteSpace(html[at]) && html[at] != '>' : html[at] != quote)) at++;
            var attribute = name.ToString();
            if (ReadAttributes.Contains(attribute) || attribute.StartsWith("data-", StringComparison.OrdinalIgnoreCase)) Alone(value, at, "网页属性");
            if (html.AsSpan(value, at - value).TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) HasScript = true;
            if (quote != '\0' && at < html.Length) at++;
        }
        return Math.Min(html.Length, at + 1);
    }

    private void Text(int from, int to) => Split(from, to, _body);

    /// <summary>Text with its character references as characters that know how long they are written.</summary>
    private void Split(int from, int to, List<Segment> segments)
    {
        while (from < to)
        {
            var reference = html.IndexOf('&', from, to - from);
            if (reference < 0) reference = to;
            if (reference > from) segments.Add(new Segment(html[from..reference], "", 0, from));
            if (reference == to) return;
            var end = html.IndexOf(';', reference, Math.Min(12, to - reference));
            var decoded = end < 0 ? "&" : WebUtility.HtmlDecode(html[reference..(end + 1)]);
            var length = end < 0 ? 1 : end + 1 - reference;
            segments.Add(new Segment(decoded, "", 0, reference, RawLength: length));
            from = reference + length;
        }
    }

    private void Alone(int from, int to, string place)
    {
        // The shortest thing that is looked for is a mark of two characters: the picture of a stamp, alt="机密".
        if (to - from < 2) return;
        var segments = new List<Segment>();
        Split(from, to, segments);
        emit(new Block(segments, where + place));
    }
}
