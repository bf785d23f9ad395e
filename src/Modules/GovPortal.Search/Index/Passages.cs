using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using GovPortal.Search.Text;

namespace GovPortal.Search.Index;

/// <summary>
/// Marks the hits in a title and finds the passage of a text that shows most of them. Only clauses that
/// hold a term's characters are cut into words; since no word crosses punctuation, their words are those
/// of the index, and 公示 is not marked in 办公示范.
/// </summary>
internal sealed class Passages
{
    private const int PassageLength = 120;
    private const int MaxClauses = 400;
    private const int MaxHits = 500;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Segmenter _segmenter;
    private readonly List<string> _words;
    private readonly List<string> _literals;
    private readonly List<Segment> _cut = [];

    public Passages(QueryText query, ChineseDictionary dictionary, bool didFallback)
    {
        _segmenter = new Segmenter(dictionary);
        _words = [.. query.Required.SelectMany(w => didFallback ? w.Inner.Prepend(w.Text) : [w.Text])
            .Concat(query.Required.SelectMany(w => w.Alternatives).Select(w => w.Text))
            .Concat(query.Quoted.Where(p => !IsHan(p)).SelectMany(p => p)).Distinct()];
        _literals = [.. query.Names.Concat(query.Quoted.Where(IsHan)).Select(words => string.Concat(words))
            .Concat(didFallback ? query.Pairs : []).Distinct()];
    }

    /// <summary>The whole text as HTML, hits marked.</summary>
    public string Mark(string text) => ToHtml(text, 0, text.Length, Hits(text));

    /// <summary>
    /// The passage with the most different words of the question, from the item's text rather than from a file of its; else
    /// the beginning of what is there. Beside it the name of the file it is from.
    /// </summary>
    public (string Html, string? Attachment) Best(string otherwise, string body, IReadOnlyList<string> names, IReadOnlyList<string> attachments)
    {
        var (best, bestHits, from) = (body, Hits(body), (string?)null);
        var most = Terms(bestHits);
        for (var i = 0; i < attachments.Count && most < _words.Count + _literals.Count; i++)
        {
            var name = i < names.Count ? names[i] : "";
            var hits = Hits(attachments[i]);
            var named = Terms(Hits(name));
            // A file whose name alone is asked for is told by its beginning.
            if (Math.Max(Terms(hits), named) <= most) continue;
            (best, bestHits, from, most) = (attachments[i], hits, name, Math.Max(Terms(hits), named));
        }
        if (bestHits.Count > 0) return (Passage(best, Start(best, bestHits), bestHits), from);
        if (from is not null && !string.IsNullOrWhiteSpace(best)) return (Passage(best, 0, []), from);
        return (new[] { otherwise, body }.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) is { } text ? Passage(text, 0, []) : "", from);
    }

    private static int Terms(List<(int Start, int End, int Term)> hits) => hits.Select(h => h.Term).Distinct().Count();

    private static bool IsHan(string[] phrase) => phrase.All(w => w.All(Characters.IsHan));

    /// <summary>The hits in order, those that touch as one; each remembers which term it is.</summary>
    private List<(int Start, int End, int Term)> Hits(string text)
    {
        var folded = Characters.Fold(text);
        var hits = new List<(int Start, int End, int Term)>();
        var clauses = 0;
        foreach (var (start, end) in Clauses(folded))
        {
            var clause = folded.AsSpan(start, end - start);
            for (var term = 0; term < _literals.Count; term++)
            {
                for (int at = 0, next; (next = clause[at..].IndexOf(_literals[term])) >= 0; at += next + _literals[term].Length)
                {
                    hits.Add((start + at + next, start + at + next + _literals[term].Length, _words.Count + term));
                }
            }
            if (hits.Count >= MaxHits) break;
            if (!ContainsWord(clause)) continue;
            if (++clauses > MaxClauses) break;
            _cut.Clear();
            _segmenter.Segment(clause, SegmentMode.Index, _cut);
            foreach (var word in _cut)
            {
                var term = IndexOf(clause.Slice(word.Start, word.Length));
                if (term >= 0) hits.Add((start + word.Start, start + word.End, term));
            }
        }
        hits.Sort();
        return hits;
    }

    private bool ContainsWord(ReadOnlySpan<char> clause)
    {
        foreach (var word in _words)
        {
            if (clause.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private int IndexOf(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (word.SequenceEqual(_words[i])) return i;
        }
        return -1;
    }

    private static IEnumerable<(int Start, int End)> Clauses(string text)
    {
        for (int start = 0, at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (Characters.IsHan(text[at]) || Characters.IsAlphanumeric(text[at]) || char.IsSurrogate(text[at]) || text[at] == ' ')) continue;
            if (at > start) yield return (start, at);
            start = at + 1;
        }
    }

    /// <summary>Where the passage with the most different terms begins: a little before its first hit, at a clause if one is near.</summary>
    private static int Start(string text, List<(int Start, int End, int Term)> hits)
    {
        var (best, bestScore) = (0, -1);
        for (var i = 0; i < hits.Count; i++)
        {
            var terms = new HashSet<int>();
            var count = 0;
            for (var j = i; j < hits.Count && hits[j].End - hits[i].Start <= PassageLength - 20; j++, count++) terms.Add(hits[j].Term);
            var score = (terms.Count * 10) + Math.Min(count, 9);
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        var first = hits[best].Start;
        for (var at = first - 1; at >= Math.Max(0, first - 40); at--)
        {
            if (text[at] is '。' or '；' or '！' or '？' or '\n') return at + 1;
        }
        return first <= 40 ? 0 : Whole(text, first - 20);
    }

    private static string Passage(string text, int start, List<(int Start, int End, int Term)> hits)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        var end = Whole(text, Math.Min(text.Length, start + PassageLength));
        var html = ToHtml(text, start, end, hits);
        return (start > 0 ? "…" : "") + html + (end < text.AsSpan().TrimEnd().Length ? "…" : "");
    }

    /// <summary>A place that does not cut a surrogate pair.</summary>
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static string ToHtml(string text, int start, int end, List<(int Start, int End, int Term)> hits)
    {
        var html = new StringBuilder();
        var at = start;
        for (var i = 0; i < hits.Count && at < end;)
        {
            var (from, to) = (hits[i].Start, hits[i].End);
            for (i++; i < hits.Count && hits[i].Start <= to; i++) to = Math.Max(to, hits[i].End);
            (from, to) = (Math.Max(from, at), Math.Min(to, end));
            if (from >= to) continue;
            html.Append(Encode(text.AsSpan(at, from - at))).Append("<mark>").Append(Encode(text.AsSpan(from, to - from))).Append("</mark>");
            at = to;
        }
        return html.Append(Encode(text.AsSpan(at, end - at))).ToString();
    }

    /// <summary>Encoded, white space of any kind and length as one space.</summary>
    private static string Encode(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) line.Append(c);
            else if (line.Length == 0 || line[^1] != ' ') line.Append(' ');
        }
        return Html.Encode(line.ToString());
    }
}
