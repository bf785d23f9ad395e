namespace GovPortal.Search.Text;

/// <summary>How a text is cut.</summary>
public enum SegmentMode
{
    /// <summary>For documents: each word, and the dictionary words inside it at the same position.</summary>
    Index,

    /// <summary>For questions: the words only.</summary>
    Query
}

/// <summary>A word in a text. A word found inside the one before it has a position increment of 0.</summary>
public readonly record struct Segment(int Start, int Length, int PositionIncrement)
{
    /// <summary>The end of the word, exclusive.</summary>
    public int End => Start + Length;
}

/// <summary>
/// Cuts folded text into words: of all ways to cut a run of Han characters into dictionary words the
/// one with the greatest product of word probabilities (found from the right, one best path a position).
/// Not thread-safe: it keeps its work space. Make one for each reader.
/// </summary>
public sealed class Segmenter(ChineseDictionary dictionary)
{
    /// <summary>A run without punctuation is cut here at the latest, which bounds the work space.</summary>
    private const int MaxRun = 1024;

    /// <summary>Longer runs of letters and digits are cut; no one searches for them whole.</summary>
    private const int MaxAlphanumeric = 64;

    private readonly WordTrie _trie = dictionary.Trie;
    private float[] _best = new float[64];
    private int[] _length = new int[64];

    /// <summary>Adds the words of the text, which must be folded (<see cref="ChineseTokenizer"/> does so), in order.</summary>
    public void Segment(ReadOnlySpan<char> text, SegmentMode mode, List<Segment> words)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (Characters.IsHan(text[i]))
            {
                while (i < text.Length && i - start < MaxRun && Characters.IsHan(text[i])) i++;
                Cut(text[start..i], start, mode, i - start, words);
            }
            else if (Characters.IsAlphanumeric(text[i]))
            {
                while (i < text.Length && i - start < MaxAlphanumeric && Characters.IsAlphanumeric(text[i])) i++;
                words.Add(new Segment(start, i - start, 1));
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                // A rare character of a personal or place name stands for itself.
                i += 2;
                words.Add(new Segment(start, 2, 1));
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>Adds the most probable words a Han word is made of: at least two.</summary>
    internal void Split(ReadOnlySpan<char> word, List<Segment> words) => Cut(word, 0, SegmentMode.Query, word.Length - 1, words);

    private void Cut(ReadOnlySpan<char> run, int offset, SegmentMode mode, int longest, List<Segment> words)
    {
        if (_best.Length <= run.Length)
        {
            Array.Resize(ref _best, Math.Min(MaxRun, run.Length * 2) + 1);
            Array.Resize(ref _length, _best.Length);
        }
        _best[run.Length] = 0;
        for (var start = run.Length - 1; start >= 0; start--)
        {
            var (best, length) = (dictionary.UnknownWeight + _best[start + 1], 1);
            var node = _trie.Start(run[start]);
            for (var end = start + 1; node != 0; node = _trie.Next(node, run[end++]))
            {
                var score = _trie.Weight(node) + _best[end];
                if (score > best && end - start <= longest) (best, length) = (score, end - start);
                if (end == run.Length) break;
            }
            (_best[start], _length[start]) = (best, length);
        }
        for (var start = 0; start < run.Length; start += _length[start])
        {
            words.Add(new Segment(offset + start, _length[start], 1));
            if (mode == SegmentMode.Index && _length[start] > 2) AddInner(run.Slice(start, _length[start]), offset + start, words);
        }
    }

    private void AddInner(ReadOnlySpan<char> word, int offset, List<Segment> words)
    {
        for (var start = 0; start < word.Length - 1; start++)
        {
            var node = _trie.Start(word[start]);
            for (var end = start + 1; node != 0; node = _trie.Next(node, word[end++]))
            {
                var length = end - start;
                if (length > 1 && length < word.Length && _trie.Weight(node) > WordTrie.NoWord)
                {
                    words.Add(new Segment(offset + start, length, 0));
                }
                if (end == word.Length) break;
            }
        }
    }
}
