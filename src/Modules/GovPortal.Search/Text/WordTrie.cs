namespace GovPortal.Search.Text;

/// <summary>
/// A read-only trie over Chinese words with the logarithm of each word's probability. The nodes stand
/// in breadth-first order, so a node's children are neighbours and three flat arrays (10 bytes a node)
/// are the whole structure.
/// </summary>
internal sealed class WordTrie
{
    /// <summary>The weight of a node that ends no word.</summary>
    public const float NoWord = float.NegativeInfinity;

    private const int Root = 0;
    private readonly char[] _labels;
    private readonly int[] _firstChild;
    private readonly float[] _weights;
    private readonly int[] _firstLevel;

    private WordTrie(char[] labels, int[] firstChild, float[] weights)
    {
        (_labels, _firstChild, _weights) = (labels, firstChild, weights);
        _firstLevel = new int[char.MaxValue + 1];
        for (var node = firstChild[Root]; node < firstChild[Root + 1]; node++)
        {
            _firstLevel[labels[node]] = node;
        }
    }

    public int NodeCount => _labels.Length;

    /// <summary>The size of the arrays in bytes.</summary>
    public long Bytes => (_labels.Length * 2L) + (_firstChild.Length * 4L) + (_weights.Length * 4L) + (_firstLevel.Length * 4L);

    /// <summary>The node for a word's first character, 0 where no word begins with it.</summary>
    public int Start(char first) => _firstLevel[first];

    /// <summary>The log probability of the word that ends at this node, or <see cref="NoWord"/>.</summary>
    public float Weight(int node) => _weights[node];

    /// <summary>The node one character further, 0 where no word goes on so.</summary>
    public int Next(int node, char next)
    {
        var at = Array.BinarySearch(_labels, _firstChild[node], _firstChild[node + 1] - _firstChild[node], next);
        return at < 0 ? 0 : at;
    }

    /// <summary>The log probability of a whole word, or <see cref="NoWord"/>.</summary>
    public float WeightOf(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty) return NoWord;
        var node = Start(word[0]);
        for (var i = 1; node != 0 && i < word.Length; i++)
        {
            node = Next(node, word[i]);
        }
        return node == 0 ? NoWord : Weight(node);
    }

    /// <summary>
    /// Builds the trie from words in ordinal order, each given as a place in <paramref name="text"/>.
    /// Every level of the trie is one pass over the words, so the work is the number of characters.
    /// </summary>
    public static WordTrie Build(ReadOnlySpan<char> text, ReadOnlySpan<WordPlace> words)
    {
        var capacity = (words.Length * 3 / 2) + 1024;
        var labels = new char[capacity];
        var firstChild = new int[capacity];
        var weights = new float[capacity];
        var from = new int[capacity];
        var to = new int[capacity];
        to[Root] = words.Length;
        var count = 1;
        var depth = -1;
        for (int node = 0, levelEnd = 0; node < count; node++)
        {
            if (node == levelEnd)
            {
                levelEnd = count;
                depth++;
            }
            var (lo, hi) = (from[node], to[node]);
            weights[node] = NoWord;
            while (lo < hi && words[lo].Length == depth)
            {
                weights[node] = Math.Max(weights[node], words[lo++].Weight);
            }
            firstChild[node] = count;
            while (lo < hi)
            {
                var label = text[words[lo].Start + depth];
                var end = lo + 1;
                while (end < hi && text[words[end].Start + depth] == label) end++;
                if (count == labels.Length) Grow(ref labels, ref firstChild, ref weights, ref from, ref to);
                labels[count] = label;
                (from[count], to[count++]) = (lo, end);
                lo = end;
            }
        }
        Array.Resize(ref labels, count);
        Array.Resize(ref weights, count);
        Array.Resize(ref firstChild, count + 1);
        firstChild[count] = count;
        return new WordTrie(labels, firstChild, weights);
    }

    private static void Grow(ref char[] labels, ref int[] firstChild, ref float[] weights, ref int[] from, ref int[] to)
    {
        var size = labels.Length * 2;
        Array.Resize(ref labels, size);
        Array.Resize(ref firstChild, size);
        Array.Resize(ref weights, size);
        Array.Resize(ref from, size);
        Array.Resize(ref to, size);
    }
}

/// <summary>A word's place in a text and its log probability.</summary>
internal readonly record struct WordPlace(int Start, int Length, float Weight);
