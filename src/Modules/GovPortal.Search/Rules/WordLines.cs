using GovPortal.Kernel.Results;

namespace GovPortal.Search.Rules;

/// <summary>
/// The words an administrator adds to those the product ships with: groups of words that mean the same, one a line, and words
/// that are one notion, as many on a line as there is room for. A line that begins with # is a remark.
/// </summary>
public static class WordLines
{
    public const int MostCharacters = 100_000;
    private const int LongestWord = 20;
    private const int LongestNotion = 12;
    private const int MostInGroup = 20;

    /// <summary>The groups. Words are as typed; folding is the reader's.</summary>
    public static IReadOnlyList<string[]> Groups(string text) => [.. Lines(text).Select(l => l.Words)];

    /// <summary>The single words.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Lines(text).SelectMany(l => l.Words).Distinct()];

    /// <summary>
    /// Every reason against these texts, with the number of the line: <c>search.words-too-long</c>, <c>search.group-alone</c>,
    /// <c>search.group-too-large</c>, <c>search.word-too-long</c>, <c>search.word-not-chinese</c>, <c>search.word-too-short</c>.
    /// </summary>
    public static IReadOnlyList<Failure> Check(string synonyms, string words)
    {
        ArgumentNullException.ThrowIfNull(synonyms);
        ArgumentNullException.ThrowIfNull(words);
        var failures = new List<Failure>();
        if (synonyms.Length > MostCharacters) failures.Add(Failure.At("Synonyms", "search.words-too-long", MostCharacters));
        if (words.Length > MostCharacters) failures.Add(Failure.At("Words", "search.words-too-long", MostCharacters));
        if (failures.Count > 0) return failures;
        foreach (var (number, group) in Lines(synonyms))
        {
            if (group.Distinct().Count() < 2) failures.Add(Failure.At("Synonyms", "search.group-alone", number));
            if (group.Length > MostInGroup) failures.Add(Failure.At("Synonyms", "search.group-too-large", number, MostInGroup));
            foreach (var word in group.Where(w => w.Length > LongestWord)) failures.Add(Failure.At("Synonyms", "search.word-too-long", number, word, LongestWord));
        }
        foreach (var (number, line) in Lines(words))
        {
            foreach (var word in line)
            {
                if (word.Length < 2) failures.Add(Failure.At("Words", "search.word-too-short", number, word));
                else if (word.Length > LongestNotion) failures.Add(Failure.At("Words", "search.word-too-long", number, word, LongestNotion));
                else if (!word.All(c => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '\u3007')) failures.Add(Failure.At("Words", "search.word-not-chinese", number, word));
            }
        }
        return failures;
    }

    private static IEnumerable<(int Number, string[] Words)> Lines(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimStart().StartsWith('#')) continue;
            // What people put between words: spaces of any width and the usual separators.
            var words = line.Split([' ', '\u3000', '\t', '\r', ',', '，', '、', ';', '；', '='], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0) yield return (number, words);
        }
    }
}
