using System.Collections.Frozen;
using System.Text;

namespace GovPortal.Kernel.Text;

/// <summary>
/// Pinyin of Chinese text, without tones (ü as v): for addresses and for finding columns and sections by
/// their first letters. Knows 20,856 characters by their first reading and some phrases in which a
/// character is read otherwise (会计, 银行, 局长). Readings are a convenience, never an identity.
/// </summary>
public static class Pinyin
{
    private static readonly Lazy<Readings> Data = new(Readings.Load);

    /// <summary>
    /// The first letter of every character's reading; Latin letters and digits lower-case as they are,
    /// everything else dropped: 政策文件 → <c>zcwj</c>, 2024年预算 → <c>2024nys</c>.
    /// </summary>
    public static string Initials(string text) => Read(text, static (result, syllable) => result.Append(syllable[0]), separator: null);

    /// <summary>All readings in a row: 政策文件 → <c>zhengcewenjian</c>.</summary>
    public static string Full(string text) => Read(text, static (result, syllable) => result.Append(syllable), separator: null);

    /// <summary>
    /// A part of an address: as <see cref="Initials"/>, with one hyphen where anything else stood between:
    /// 办事指南（A类） → <c>bszn-al</c>. Empty where the text holds nothing that can be read.
    /// </summary>
    public static string Slug(string text) => Read(text, static (result, syllable) => result.Append(syllable[0]), separator: '-');

    private static string Read(string text, Action<StringBuilder, string> append, char? separator)
    {
        var data = Data.Value;
        var result = new StringBuilder(text.Length * 2);
        var gap = false;
        for (var i = 0; i < text.Length;)
        {
            var (length, syllables) = data.PhraseAt(text, i) ?? (1, Syllable(HalfWidth(text[i]), data));
            i += length;
            if (syllables.Length > 0 && gap && result.Length > 0 && separator is { } sign) result.Append(sign);
            gap = syllables.Length == 0;
            foreach (var syllable in syllables) append(result, syllable);
        }
        return result.ToString();
    }

    private static string[] Syllable(char c, Readings data) =>
        char.IsAsciiLetterOrDigit(c) ? [char.ToLowerInvariant(c).ToString()] : data.Of(c) is { } reading ? [reading] : [];

    private static char HalfWidth(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    private sealed class Readings(string[] syllables, ushort[] syllableOf, FrozenDictionary<char, (string Word, string[] Syllables)[]> phrases)
    {
        private const char First = '\u4E00';
        private const char Last = '\u9FFF';

        public string? Of(char c) => c is '〇' ? "ling" : c is >= First and <= Last && syllableOf[c - First] is > 0 and var at ? syllables[at - 1] : null;

        /// <summary>The longest phrase that begins here.</summary>
        public (int Length, string[] Syllables)? PhraseAt(string text, int at)
        {
            if (!phrases.TryGetValue(text[at], out var candidates)) return null;
            foreach (var (word, reading) in candidates)
            {
                if (text.AsSpan(at).StartsWith(word)) return (word.Length, reading);
            }
            return null;
        }

        public static Readings Load()
        {
            const string name = "GovPortal.Kernel.Text.Pinyin.pinyin.txt";
            using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
            using var reader = new StreamReader(stream);
            var syllables = new List<string>();
            var syllableOf = new ushort[Last - First + 1];
            var phrases = new List<(string Word, string[] Syllables)>();
            var inPhrases = false;
            while (reader.ReadLine() is { } line)
            {
                if (line == "=")
                {
                    inPhrases = true;
                    continue;
                }
                var parts = line.Split(' ');
                if (inPhrases)
                {
                    phrases.Add((parts[0], parts[1..]));
                    continue;
                }
                syllables.Add(parts[0]);
                foreach (var c in parts[1]) syllableOf[c - First] = (ushort)syllables.Count;
            }
            return new Readings([.. syllables], syllableOf, phrases.GroupBy(p => p.Word[0])
                .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Word.Length).ToArray()));
        }
    }
}
