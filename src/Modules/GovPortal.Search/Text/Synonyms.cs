using System.Collections.Frozen;

namespace GovPortal.Search.Text;

/// <summary>
/// The words of <c>synonyms.txt</c>: what people say beside what offices write. Asked only with the question, never
/// indexed, so a changed group needs no rebuild unless it brings a word that is new to the dictionary.
/// </summary>
internal static class Synonyms
{
    private static readonly FrozenDictionary<string, string[]> Groups = Read();

    /// <summary>Every word of every group, for the dictionary.</summary>
    public static IEnumerable<string> Words => Groups.Keys;

    public static IEnumerable<(string Word, IReadOnlyList<string> Others)> All => Groups.Select(g => (g.Key, (IReadOnlyList<string>)g.Value));

    /// <summary>The other words of the groups a folded word is in; none for a word of no group.</summary>
    public static IReadOnlyList<string> Of(string word) => Groups.GetValueOrDefault(word, []);

    private static FrozenDictionary<string, string[]> Read()
    {
        using var reader = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream("GovPortal.Search.Text.synonyms.txt")!);
        return reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#'))
            .Select(l => Characters.Fold(l).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .SelectMany(group => group.Select(word => (Word: word, Others: group.Where(other => other != word))))
            .GroupBy(g => g.Word, g => g.Others)
            .ToFrozenDictionary(g => g.Key, g => g.SelectMany(o => o).Distinct().ToArray(), StringComparer.Ordinal);
    }
}
