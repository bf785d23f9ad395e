using GovPortal.Kernel.Text;
using GovPortal.Search.Text;
using Lucene.Net.Index;

namespace GovPortal.Search.Index;

/// <summary>A word that documents hold: its reading without tones, the first letters of that, and in how many places it stands, titles counting more.</summary>
internal readonly record struct KnownWord(string Text, string Reading, string Initials, int Weight);

/// <summary>
/// The Han words of an index at a moment, and the people's words for them: what a question with a slip of the pen can have
/// meant. Immutable; made anew as the index changes.
/// </summary>
internal sealed class Vocabulary
{
    public const int LongestWord = 8;
    private const int MostWords = 150_000;
    private const int TitleCounts = 5;

    /// <summary>From so many documents on, a word of one text alone is rather a slip itself.</summary>
    public const int LargeIndex = 20_000;

    private readonly Dictionary<string, KnownWord> _byText;
    private readonly ILookup<string, KnownWord> _byReading;
    private readonly KnownWord[][] _byLength;

    private Vocabulary(List<KnownWord> words)
    {
        All = words;
        _byText = words.ToDictionary(w => w.Text, StringComparer.Ordinal);
        _byReading = words.ToLookup(w => w.Reading, StringComparer.Ordinal);
        _byLength = [.. Enumerable.Range(0, LongestWord + 1).Select(length => words.Where(w => w.Text.Length == length).ToArray())];
    }

    /// <summary>All words, the more frequent first.</summary>
    public IReadOnlyList<KnownWord> All { get; }

    public bool Has(string word) => _byText.ContainsKey(word);

    /// <summary>Words read so, the more frequent first.</summary>
    public IEnumerable<KnownWord> ReadSo(string reading) => _byReading[reading];

    /// <summary>Words of one length, the more frequent first.</summary>
    public IReadOnlyList<KnownWord> OfLength(int length) => length <= LongestWord ? _byLength[length] : [];

    public static Vocabulary Of(IndexReader reader, ChineseDictionary dictionary)
    {
        var weights = new Dictionary<string, int>(StringComparer.Ordinal);
        var isLarge = reader.NumDocs > LargeIndex;
        foreach (var (field, factor) in new[] { (IndexFields.Title, TitleCounts), (IndexFields.Meta, 1), (IndexFields.Body, 1), (IndexFields.Attachment, 1) })
        {
            if (MultiFields.GetTerms(reader, field) is not { } terms) continue;
            var each = terms.GetEnumerator();
            while (each.MoveNext())
            {
                // Three bytes a Han character: lengths are told without decoding.
                if (each.Term.Length is < 6 or > LongestWord * 3 || (isLarge && field != IndexFields.Title && each.DocFreq < 3)) continue;
                var word = each.Term.Utf8ToString();
                if (word.All(Characters.IsHan)) weights[word] = weights.GetValueOrDefault(word) + (each.DocFreq * factor);
            }
        }
        foreach (var (word, others) in dictionary.Synonyms.All)
        {
            if (word.Length > 1 && word.All(Characters.IsHan) && others.Sum(o => weights.GetValueOrDefault(o)) is > 0 and var weight) weights.TryAdd(word, weight);
        }
        return new Vocabulary([.. weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(MostWords)
            .Select(w => new KnownWord(w.Key, Pinyin.Full(w.Key), Pinyin.Initials(w.Key), w.Value))]);
    }
}
