using DiffPlex;

namespace GovPortal.Editing.Features;

public enum RunKind { Same, Removed, Added }

/// <summary>Neighbouring pieces with one fate.</summary>
public sealed record PieceRun(IReadOnlyList<string> Pieces, RunKind Kind)
{
    public string Text => string.Concat(Pieces);
}

/// <summary>
/// The way from one text to another: first in coarse pieces, and inside what changed in fine ones where the two sides still
/// have something in common. Both steps are bounded, so that texts which differ wholly are told as replaced and not worked on
/// for minutes.
/// </summary>
public static class TextDifference
{
    /// <summary>Pieces of both sides together beyond which they count as replaced: the work grows with their square.</summary>
    private const int MostPieces = 16_000;
    /// <summary>Below this share of common text a changed place is easier to read as replaced as a whole.</summary>
    private const double LeastInCommon = 0.25;

    /// <summary>By lines, then by words of Latin letters and digits and single Chinese characters.</summary>
    public static IReadOnlyList<PieceRun> Of(string before, string after) => Of([.. Lines(before)], [.. Lines(after)], Words);

    /// <param name="finer">Takes a coarse piece apart; the parts joined are the piece.</param>
    public static IReadOnlyList<PieceRun> Of(IReadOnlyList<string> before, IReadOnlyList<string> after, Func<string, IEnumerable<string>> finer)
    {
        var runs = new List<PieceRun>();
        foreach (var (removed, added, same) in Steps(before, after))
        {
            if (removed.Count > 0 && added.Count > 0) runs.AddRange(Refined(removed, added, finer));
            else Add(runs, removed, added);
            if (same.Count > 0) runs.Add(new PieceRun(same, RunKind.Same));
        }
        return runs;
    }

    /// <summary>Words of Latin letters and digits, and single characters of anything else.</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i++;
            if (char.IsAsciiLetterOrDigit(text[start])) while (i < text.Length && char.IsAsciiLetterOrDigit(text[i])) i++;
            else if (char.IsHighSurrogate(text[start]) && i < text.Length) i++;
            yield return text[start..i];
        }
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) is var at && at < 0 ? text.Length : at + 1;
            yield return text[start..end];
        }
    }

    private static List<PieceRun> Refined(IReadOnlyList<string> removed, IReadOnlyList<string> added, Func<string, IEnumerable<string>> finer)
    {
        var (old, young) = (removed.SelectMany(finer).ToList(), added.SelectMany(finer).ToList());
        var runs = new List<PieceRun>();
        foreach (var (from, to, same) in Steps(old, young))
        {
            Add(runs, from, to);
            if (same.Count > 0) runs.Add(new PieceRun(same, RunKind.Same));
        }
        if (Length(RunKind.Same) >= LeastInCommon * Math.Max(Length(RunKind.Same) + Length(RunKind.Removed), Length(RunKind.Same) + Length(RunKind.Added))) return runs;
        runs.Clear();
        Add(runs, old, young);
        return runs;

        int Length(RunKind kind) => runs.Where(r => r.Kind == kind).Sum(r => r.Pieces.Sum(p => p.Length));
    }

    private static void Add(List<PieceRun> runs, IReadOnlyList<string> removed, IReadOnlyList<string> added)
    {
        if (removed.Count > 0) runs.Add(new PieceRun(removed, RunKind.Removed));
        if (added.Count > 0) runs.Add(new PieceRun(added, RunKind.Added));
    }

    /// <summary>Each change with what stays the same after it.</summary>
    private static IEnumerable<(IReadOnlyList<string> Removed, IReadOnlyList<string> Added, IReadOnlyList<string> Same)> Steps(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var head = 0;
        while (head < before.Count && head < after.Count && before[head] == after[head]) head++;
        var tail = 0;
        while (tail < before.Count - head && tail < after.Count - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        if (head > 0) yield return ([], [], [.. after.Take(head)]);
        var (old, young) = (before.Skip(head).Take(before.Count - head - tail).ToList(), after.Skip(head).Take(after.Count - head - tail).ToList());
        if (old.Count + young.Count > MostPieces) yield return (old, young, []);
        else
        {
            var difference = Differ.Instance.CreateDiffs("old", "new", ignoreWhiteSpace: false, ignoreCase: false, new Given(old, young));
            var (same, blocks) = (0, difference.DiffBlocks);
            for (var i = 0; i < blocks.Count; i++)
            {
                var block = blocks[i];
                if (i == 0 && block.InsertStartB > 0) yield return ([], [], young[..block.InsertStartB]);
                same = block.InsertStartB + block.InsertCountB;
                var next = i + 1 < blocks.Count ? blocks[i + 1].InsertStartB : young.Count;
                yield return (old.GetRange(block.DeleteStartA, block.DeleteCountA), young.GetRange(block.InsertStartB, block.InsertCountB), young[same..next]);
            }
        }
        if (tail > 0) yield return ([], [], [.. after.Skip(after.Count - tail)]);
    }

    /// <summary>Pieces that were cut before.</summary>
    private sealed class Given(IReadOnlyList<string> old, IReadOnlyList<string> young) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text == "old" ? old : young;
    }
}
