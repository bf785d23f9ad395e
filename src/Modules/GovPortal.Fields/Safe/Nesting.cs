using AngleSharp.Dom;

namespace GovPortal.Fields.Safe;

/// <summary>
/// Guards the HTML parser, whose time grows with the square of the depth, and the writers after it, which recurse. Before
/// parsing, an upper bound of the depth is read off the tags: only an end tag that closes what was opened last counts.
/// </summary>
internal static class Nesting
{
    public const int MaxDepth = 150;

    /// <summary>Below this many tags no nesting can take long.</summary>
    private const int FewTags = 3000;

    /// <summary>More attributes in one tag than any editor writes.</summary>
    private const int MaxAttributes = 500;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    public static bool MayBeParsed(string html)
    {
        var many = html.AsSpan().Count('<') > FewTags;
        // In foreign content other rules hold; none of it is allowed anyway.
        if (many && (html.Contains("<svg", StringComparison.OrdinalIgnoreCase) || html.Contains("<math", StringComparison.OrdinalIgnoreCase))) return false;
        var open = new List<string>();
        var commentEnd = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = Next(html, at))
        {
            if (at >= commentEnd && html.AsSpan(at).StartsWith("<!--"))
            {
                // Where a comment really ends is disputed; what it opens counts, what it closes does not.
                commentEnd = html.IndexOf("-->", at, StringComparison.Ordinal) is >= 0 and var end ? end : html.Length;
                at++;
                continue;
            }
            var closes = html[at + 1] == '/';
            var start = closes ? at + 2 : at + 1;
            if (start >= html.Length || !char.IsAsciiLetter(html[start])) continue;
            var nameEnd = start;
            while (nameEnd < html.Length && !IsSpace(html[nameEnd]) && html[nameEnd] is not ('/' or '>')) nameEnd++;
            var name = html[start..nameEnd].ToLowerInvariant();
            if (at >= commentEnd)
            {
                at = TagEnd(html, nameEnd, out var attributes);
                if (attributes > MaxAttributes) return false;
            }
            if (closes && at >= commentEnd) Close(open, name);
            else if (!closes && !Void.Contains(name)) Open(open, name);
            if (many && open.Count > MaxDepth) return false;
        }
        return true;
    }

    private static int Next(string html, int at) => at + 1 >= html.Length ? -1 : html.IndexOf('<', at + 1);

    private static void Open(List<string> open, string name)
    {
        // A paragraph ends the one before it.
        if (name == "p" && open.Count > 0 && open[^1] == "p") return;
        open.Add(name);
    }

    private static void Close(List<string> open, string name)
    {
        if (open.Count > 0 && open[^1] == name) open.RemoveAt(open.Count - 1);
        else if (open.Count > 1 && open[^1] == "p" && open[^2] == name) open.RemoveRange(open.Count - 2, 2);
    }

    /// <summary>The place of the <c>&gt;</c> that ends the tag; quotes count only after an equals sign.</summary>
    private static int TagEnd(string html, int at, out int attributes)
    {
        attributes = 0;
        while (at < html.Length)
        {
            while (at < html.Length && (IsSpace(html[at]) || html[at] == '/')) at++;
            if (at >= html.Length || html[at] == '>') return at;
            attributes++;
            for (at++; at < html.Length && !IsSpace(html[at]) && html[at] is not ('/' or '>' or '='); at++) { }
            while (at < html.Length && IsSpace(html[at])) at++;
            if (at >= html.Length || html[at] != '=') continue;
            for (at++; at < html.Length && IsSpace(html[at]); at++) { }
            if (at < html.Length && html[at] is '"' or '\'')
            {
                at = html.IndexOf(html[at], at + 1) is >= 0 and var end ? end + 1 : html.Length;
            }
            else
            {
                while (at < html.Length && !IsSpace(html[at]) && html[at] != '>') at++;
            }
        }
        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';

    /// <summary>Every node under the root, once on the way in and elements once more on the way out; without recursion and in linear time.</summary>
    public static IEnumerable<(INode Node, bool Leaves, int Depth)> Walk(INode root)
    {
        var path = new Stack<(INode Node, int Next)>();
        path.Push((root, 0));
        while (path.Count > 0)
        {
            var (node, next) = path.Pop();
            if (next < node.ChildNodes.Length)
            {
                path.Push((node, next + 1));
                var child = node.ChildNodes[next];
                yield return (child, false, path.Count);
                if (child is IElement) path.Push((child, 0));
            }
            else if (node != root)
            {
                yield return (node, true, path.Count);
            }
        }
    }
}
