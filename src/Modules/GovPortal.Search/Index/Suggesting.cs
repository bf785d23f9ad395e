using GovPortal.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace GovPortal.Search.Index;

/// <summary>
/// What a text that is still being typed may become: words of the index that begin so, in characters, pinyin or its first
/// letters, and titles that hold it.
/// </summary>
internal sealed class Suggesting(Vocabulary vocabulary, ChineseDictionary dictionary)
{
    public const int MostWords = 5;
    public const int MostTitles = 5;
    private const int LongestText = 40;

    /// <summary>Two letters begin too many words to be a choice.</summary>
    private const int ShortestLetters = 2;

    public IReadOnlyList<string> Words(string typed)
    {
        var text = Typed(typed);
        if (text.Length == 0) return [];
        if (text.All(char.IsAsciiLetterLower))
        {
            return text.Length < ShortestLetters ? [] : [.. vocabulary.All.Where(w => w.Reading.StartsWith(text, StringComparison.Ordinal) || w.Initials == text)
                .Take(MostWords).Select(w => w.Text)];
        }
        return text.All(Characters.IsHan) && text.Length < Vocabulary.LongestWord
            ? [.. vocabulary.All.Where(w => w.Text.Length > text.Length && w.Text.StartsWith(text, StringComparison.Ordinal)).Take(MostWords).Select(w => w.Text)] : [];
    }

    /// <summary>The titles with these words; the last one may go on. Null where nothing is asked.</summary>
    public Query? Titles(string typed)
    {
        var text = Typed(typed);
        // Pinyin stands for its likeliest word.
        if (text.Length > 0 && text.All(char.IsAsciiLetterLower) && Words(text) is [var word, ..]) text = word;
        var words = new List<Segment>();
        new Segmenter(dictionary).Segment(text, SegmentMode.Query, words);
        if (words.Count == 0) return null;
        var query = new BooleanQuery();
        for (var i = 0; i < words.Count; i++)
        {
            var term = new Term(IndexFields.Title, text.Substring(words[i].Start, words[i].Length));
            query.Add(i < words.Count - 1 ? new TermQuery(term) : new PrefixQuery(term), Occur.MUST);
        }
        // What is typed so far may be cut otherwise than the word it becomes: 特岗 of 特岗教师.
        return words.Count > 1 && text.All(Characters.IsHan)
            ? new BooleanQuery { { query, Occur.SHOULD }, { new PrefixQuery(new Term(IndexFields.Title, text)), Occur.SHOULD } } : query;
    }

    private static string Typed(string typed)
    {
        var text = Characters.Fold(typed).Trim();
        return text.Length <= LongestText ? text : text[..LongestText];
    }
}
