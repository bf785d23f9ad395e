namespace GovPortal.Imports.Rules;

/// <summary>What a list's entry is recognised by.</summary>
/// <param name="Key">Its code; empty where it has none.</param>
internal readonly record struct EntryName(string Key, string Title);

/// <summary>
/// Which item an entry of a list is: the one of the same key, whatever its title; else one of the same title that no other
/// entry's key names. Blanks do not matter.
/// </summary>
internal static class EntryMatching
{
    /// <summary>For each entry the place of its item among <paramref name="items"/>, or null where it is new. No item is taken twice.</summary>
    public static IReadOnlyList<int?> Match(IReadOnlyList<EntryName> entries, IReadOnlyList<EntryName> items)
    {
        var found = new int?[entries.Count];
        var taken = new HashSet<int>();
        Take(n => Plain(n.Key));
        Take(n => Plain(n.Title));
        return found;

        void Take(Func<EntryName, string> by)
        {
            var free = Enumerable.Range(0, items.Count).Where(i => !taken.Contains(i) && by(items[i]).Length > 0)
                .GroupBy(i => by(items[i]), StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<int>(g), StringComparer.Ordinal);
            for (var i = 0; i < entries.Count; i++)
            {
                if (found[i] is not null || !free.TryGetValue(by(entries[i]), out var queue) || !queue.TryDequeue(out var item)) continue;
                found[i] = item;
                taken.Add(item);
            }
        }
    }

    /// <summary>The places of entries that name what an entry before them names: the same key, or the same title where neither has a key.</summary>
    public static IReadOnlyList<(int Entry, int Before)> Repeated(IReadOnlyList<EntryName> entries)
    {
        var known = new Dictionary<(bool ByKey, string Name), int>();
        var repeated = new List<(int, int)>();
        for (var i = 0; i < entries.Count; i++)
        {
            var name = Plain(entries[i].Key) is { Length: > 0 } key ? (true, key) : (false, Plain(entries[i].Title));
            if (!known.TryAdd(name, i)) repeated.Add((i, known[name]));
        }
        return repeated;
    }

    public static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
