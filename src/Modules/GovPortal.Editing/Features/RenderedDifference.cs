using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Editing.Features;

/// <param name="Html">The newer page with what went in <c>del</c> and what came in <c>ins</c>.</param>
/// <param name="Changes">Places that differ; 0 where the two pages read the same.</param>
public sealed record MarkedPage(string Html, int Changes);

/// <summary>
/// Two renderings of a page as one, for a person who decides on the newer one. The result without <c>del</c> reads as the newer
/// page; a link, picture or recording that points elsewhere than before carries <c>data-changed</c> even where its words are the same.
/// </summary>
public static partial class RenderedDifference
{
    /// <summary>The first change's id, for a link to it.</summary>
    public const string FirstId = "first-change";

    /// <param name="before">Well-formed HTML of the older page's content, as a parser writes it.</param>
    /// <param name="after">The same of the newer page.</param>
    public static MarkedPage Of(string before, string after)
    {
        var html = new StringBuilder();
        var changes = 0;
        var inChange = false;
        foreach (var run in TextDifference.Of([.. Blocks(before)], [.. Blocks(after)], Tokens))
        {
            var tokens = run.Pieces.SelectMany(Tokens).ToList();
            if (run.Kind == RunKind.Same) html.AppendJoin("", tokens);
            else
            {
                if (!inChange && tokens.Any(IsSeen)) html.Append(++changes == 1 ? $"<span id=\"{FirstId}\"></span>" : "");
                if (run.Kind == RunKind.Added) Mark(html, tokens, "ins", keepTags: true);
                else Mark(html, tokens, "del", keepTags: IsBalanced(tokens));
            }
            inChange = run.Kind != RunKind.Same && (inChange || tokens.Any(IsSeen));
        }
        return new MarkedPage(html.ToString(), changes);
    }

    private static void Mark(StringBuilder html, List<string> tokens, string mark, bool keepTags)
    {
        var (open, hasText) = (false, tokens.Any(t => t[0] != '<'));
        foreach (var token in tokens)
        {
            var isTag = token[0] == '<';
            if (open && isTag) Close();
            if (isTag && keepTags) html.Append(IsPointer(token) ? token.Insert(token.IndexOfAny([' ', '>', '/'], 1), " data-changed") : token);
            else if (isTag) html.Append(hasText && BlockTag().IsMatch(token) ? " " : "");
            else
            {
                if (!open && !string.IsNullOrWhiteSpace(token)) { html.Append('<').Append(mark).Append('>'); open = true; }
                html.Append(token);
            }
        }
        if (open) Close();

        void Close() { html.Append("</").Append(mark).Append('>'); open = false; }
    }

    /// <summary>A change that a reader sees: words, or what is linked or shown.</summary>
    private static bool IsSeen(string token) => token[0] == '<' ? IsPointer(token) : !string.IsNullOrWhiteSpace(token);

    private static bool IsPointer(string token) => PointerTag().IsMatch(token);

    /// <summary>Whether every tag in it is opened and closed in it, so that it can stand where it stood.</summary>
    private static bool IsBalanced(List<string> tokens)
    {
        var open = new Stack<string>();
        foreach (var token in tokens.Where(t => t[0] == '<'))
        {
            var name = TagName().Match(token).Value;
            if (token[1] == '/') { if (!open.TryPop(out var opened) || opened != name) return false; }
            else if (!VoidTag().IsMatch(token) && token[1] != '!') open.Push(name);
        }
        return open.Count == 0;
    }

    /// <summary>A paragraph, a row, an entry of a list; so that a row that is gone is gone as a row.</summary>
    private static IEnumerable<string> Blocks(string html)
    {
        var block = new StringBuilder();
        foreach (Match token in Token().Matches(html))
        {
            var (opens, closes) = (OpeningBlock().IsMatch(token.Value), ClosingBlock().IsMatch(token.Value));
            if (opens && block.Length > 0) { yield return block.ToString(); block.Clear(); }
            block.Append(token.Value);
            if (closes) { yield return block.ToString(); block.Clear(); }
        }
        if (block.Length > 0) yield return block.ToString();
    }

    /// <summary>Tags and references whole, text by words and characters.</summary>
    private static IEnumerable<string> Tokens(string html) =>
        Token().Matches(html).SelectMany(t => t.Value[0] is '<' or '&' ? [t.Value] : TextDifference.Words(t.Value));

    [GeneratedRegex("""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')+>|&[#\w]+;|[^<&]+|[<&]""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"^<(p|tr|li|h\d|div|section|article|table|tbody|thead|ul|ol|dl|dt|dd|figure|blockquote|nav|header|footer)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OpeningBlock();

    [GeneratedRegex(@"^</(p|tr|li|h\d|div|section|article|table|tbody|thead|ul|ol|dl|dt|dd|figure|blockquote|nav|header|footer)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClosingBlock();

    [GeneratedRegex(@"^</?(p|tr|td|th|li|h\d|div|dt|dd|br)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BlockTag();

    [GeneratedRegex(@"^<(a|img|video|audio|source|iframe|embed|object)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PointerTag();

    [GeneratedRegex(@"^<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b", RegexOptions.IgnoreCase)]
    private static partial Regex VoidTag();

    [GeneratedRegex(@"(?<=^</?)\w+")]
    private static partial Regex TagName();
}
