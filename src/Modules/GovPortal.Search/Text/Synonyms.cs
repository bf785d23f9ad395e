using System.Collections.Frozen;

namespace GovPortal.Search.Text;

/// <summary>
/// What people say beside what offices write: the groups of <c>synonyms.txt</c> and those of the administrator. Asked only
/// with the question, never indexed, so a changed group needs no rebuild unless it brings a word that is new to the dictionary.
/// </summary>
public sealed class Synonyms
{
    private readonly FrozenDictionary<string, string[]> _groups;

    internal Synonyms(IEnumerable<string[]> further) =>
        _groups = Shipped().Concat(further)
            .Select(group => group.Select(Characters.Fold).Distinct().ToArray())
            .SelectMany(group => group.Select(word => (Word: word, Others: group.Where(other => other != word))))
            .GroupBy(g => g.Word, g => g.Others)
            .ToFrozenDictionary(g => g.Key, g => g.SelectMany(o => o).Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary>Every word of every group, for the dictionary.</summary>
    internal IEnumerable<string> Words => _groups.Keys;

    internal IEnumerable<(string Word, IReadOnlyList<string> Others)> All => _groups.Select(g => (g.Key, (IReadOnlyList<string>)g.Value));

    /// <summary>The other words of the groups a folded word is in; none for a word of no group.</summary>
    internal IReadOnlyList<string> Of(string word) => _groups.GetValueOrDefault(word, []);

    private static IEnumerable<string[]> Shipped()
    {
        using var reader = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream("GovPortal.Search.Text.synonyms.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#'))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(group => group.Length > 1)];
    }
}
