namespace GovPortal.Columns.Model;

/// <summary>Finds the columns that a table moved: as few as explain the new order, so that one moved row is one change.</summary>
internal static class ColumnOrder
{
    public static IReadOnlyList<ColumnPlan> WithMoves(IReadOnlyList<ColumnPlan> columns)
    {
        var moved = columns.GroupBy(c => TaskTablePlan.KeyOf(c.Titles.SkipLast(1))).SelectMany(Moved).ToDictionary(m => m.Key, m => m.Change);
        return
        [
            .. columns.Select(c => moved.TryGetValue(c.Key, out var order)
                ? c with { Change = ColumnChange.Changed, Members = [.. c.Members, order] }
                : c),
        ];
    }

    private static IEnumerable<(string Key, MemberChange Change)> Moved(IEnumerable<ColumnPlan> siblings)
    {
        var known = siblings.Where(c => c.Existing is not null && !c.IsMoved).ToList();
        var before = known.OrderBy(c => c.Existing!.Position).ThenBy(c => c.Existing!.Id, StringComparer.Ordinal)
            .Select((c, i) => (c.Key, i)).ToDictionary(p => p.Key, p => p.i);
        var kept = LongestRising([.. known.Select(c => before[c.Key])]);
        return known.Select((c, i) => (c, i)).Where(p => !kept.Contains(before[p.c.Key]))
            .Select(p => (p.c.Key, new MemberChange("顺序", $"{before[p.c.Key] + 1}", $"{p.i + 1}")));
    }

    /// <summary>The members of a longest rising subsequence.</summary>
    private static HashSet<int> LongestRising(IReadOnlyList<int> ranks)
    {
        var (length, previous) = (new int[ranks.Count], new int[ranks.Count]);
        var best = -1;
        for (var i = 0; i < ranks.Count; i++)
        {
            (length[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (ranks[j] < ranks[i] && length[j] >= length[i]) (length[i], previous[i]) = (length[j] + 1, j);
            }
            if (best < 0 || length[i] > length[best]) best = i;
        }
        var kept = new HashSet<int>();
        for (; best >= 0; best = previous[best]) kept.Add(ranks[best]);
        return kept;
    }
}
