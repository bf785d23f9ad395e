using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Search.Text;

/// <summary>
/// The word list of the segmenter: about 349,000 general words with their frequency (<c>dict.txt.gz</c>,
/// see <c>dict.LICENSE.txt</c>) and the words of county government (<c>gov-words.txt</c>, <c>synonyms.txt</c>).
/// Immutable and safe for all threads.
/// </summary>
public sealed class ChineseDictionary
{
    /// <summary>
    /// What a government word counts as. Its parts have at most a few ten thousand of the sixty million
    /// occurrences, so their product is always smaller and the word stays whole.
    /// </summary>
    private const int GovernmentWordCount = 3000;

    /// <summary>As often as a word in daily use stands in the list's sixty million.</summary>
    private static readonly float CommonWeight = MathF.Log(450);

    private static readonly Lazy<ChineseDictionary> Shared = new(() => Load([], []));

    private ChineseDictionary(WordTrie trie, Synonyms synonyms, float unknown, string fingerprint)
    {
        Trie = trie;
        Synonyms = synonyms;
        UnknownWeight = unknown;
        Fingerprint = fingerprint;
    }

    /// <summary>The embedded dictionary; loaded at first use, once for the process.</summary>
    public static ChineseDictionary Default => Shared.Value;

    /// <summary>Changes when the words change: an index made with other words must be rebuilt.</summary>
    public string Fingerprint { get; }

    /// <summary>The size of the word table in memory, in bytes.</summary>
    public long Bytes => Trie.Bytes;

    internal WordTrie Trie { get; }

    /// <summary>Words that mean the same; they are no part of the fingerprint beyond their words.</summary>
    internal Synonyms Synonyms { get; }

    /// <summary>The log probability of a character that no word explains.</summary>
    internal float UnknownWeight { get; }

    /// <summary>Loads <see cref="Default"/> on a background thread, so that the first search need not wait.</summary>
    public static Task WarmUp() => Task.Run(() => _ = Default);

    /// <summary>True where the text is one word of the dictionary.</summary>
    public bool Contains(ReadOnlySpan<char> word) => Trie.WeightOf(word) > WordTrie.NoWord;

    /// <summary>True for a word in daily use: the list also holds the names of persons, seldom ones and those of some fame.</summary>
    internal bool IsCommon(ReadOnlySpan<char> word) => Trie.WeightOf(word) - UnknownWeight >= CommonWeight;

    /// <summary>Reads the embedded words and adds further ones and groups of synonyms (as words Han characters only; others are ignored).</summary>
    public static ChineseDictionary Load(IEnumerable<string> furtherWords, IEnumerable<string[]>? furtherSynonyms = null)
    {
        var general = ReadGeneral();
        var synonyms = new Synonyms(furtherSynonyms ?? []);
        var own = ReadGovernment().Concat(synonyms.Words).Concat(furtherWords.Select(Characters.Fold))
            .Where(w => w.Length > 0 && w.All(Characters.IsHan))
            .Distinct().Order(StringComparer.Ordinal).ToArray();

        // One character a byte triple at most; digits and line ends leave ample room.
        var text = new char[(general.Length / 2) + own.Sum(w => w.Length)];
        var words = new List<WordPlace>(general.Length / 14);
        var (used, total) = Parse(general, text, words);
        var logTotal = MathF.Log(total);
        var ownStart = words.Count;
        foreach (var word in own)
        {
            word.CopyTo(text.AsSpan(used));
            words.Add(new WordPlace(used, word.Length, GovernmentWordCount));
            used += word.Length;
        }
        var merged = Merge(text, words, ownStart, logTotal);
        return new ChineseDictionary(WordTrie.Build(text, merged), synonyms, -logTotal, FingerprintOf(general, own));
    }

    private static (int Used, long Total) Parse(ReadOnlySpan<byte> lines, Span<char> text, List<WordPlace> words)
    {
        var used = 0;
        var total = 0L;
        while (!lines.IsEmpty)
        {
            var space = lines.IndexOf((byte)' ');
            var length = Encoding.UTF8.GetChars(lines[..space], text[used..]);
            if (!Utf8Parser.TryParse(lines[(space + 1)..], out int count, out var digits))
            {
                throw new InvalidDataException("dict.txt.gz: every line is a word, a space and a count.");
            }
            words.Add(new WordPlace(used, length, count));
            used += length;
            total += count;
            lines = lines[(space + 1 + digits + 1)..];
        }
        return (used, total);
    }

    /// <summary>Merges the two sorted runs and turns the counts into log probabilities.</summary>
    private static WordPlace[] Merge(ReadOnlySpan<char> text, List<WordPlace> words, int ownStart, float logTotal)
    {
        var merged = new WordPlace[words.Count];
        var (general, own) = (0, ownStart);
        for (var i = 0; i < merged.Length; i++)
        {
            var takeOwn = general == ownStart
                || (own < words.Count && Of(text, words[own]).SequenceCompareTo(Of(text, words[general])) < 0);
            var word = takeOwn ? words[own++] : words[general++];
            merged[i] = word with { Weight = MathF.Log(word.Weight) - logTotal };
        }
        return merged;

        static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, WordPlace word) => text.Slice(word.Start, word.Length);
    }

    private static ReadOnlySpan<byte> ReadGeneral()
    {
        using var resource = Resource("dict.txt.gz");
        // The last four bytes of a gzip are the length of what it holds.
        var tail = new byte[4];
        resource.Seek(-4, SeekOrigin.End);
        resource.ReadExactly(tail);
        resource.Seek(0, SeekOrigin.Begin);
        var bytes = new byte[BitConverter.ToInt32(tail)];
        using var gzip = new GZipStream(resource, CompressionMode.Decompress);
        gzip.ReadExactly(bytes);
        return bytes;
    }

    private static string[] ReadGovernment()
    {
        using var reader = new StreamReader(Resource("gov-words.txt"));
        return [.. reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#'))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static string FingerprintOf(ReadOnlySpan<byte> general, string[] own)
    {
        var text = $"{general.Length}\n{GovernmentWordCount}\n{string.Join('\n', own)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
    }

    private static Stream Resource(string file)
    {
        var assembly = typeof(ChineseDictionary).Assembly;
        return assembly.GetManifestResourceStream($"GovPortal.Search.Text.{file}")
            ?? throw new InvalidOperationException($"The embedded file {file} is missing.");
    }
}
