using DiffPlex;

namespace GovPortal.Editing.Features;

public enum RunKind { Same, Removed, Added }

public sealed record TextRun(string Text, RunKind Kind);

/// <summary>The way from one text to another, in words of Latin letters and digits and single Chinese characters.</summary>
public static class TextDifference
{
    public static IReadOnlyList<TextRun> Of(string before, string after)
    {
        var difference = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new Tokens());
        var runs = new List<TextRun>();
        var b = 0;
        foreach (var block in difference.DiffBlocks)
        {
            Add(difference.PiecesNew, b, block.InsertStartB, RunKind.Same);
            Add(difference.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA, RunKind.Removed);
            Add(difference.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB, RunKind.Added);
            b = block.InsertStartB + block.InsertCountB;
        }
        Add(difference.PiecesNew, b, difference.PiecesNew.Count, RunKind.Same);
        return runs;

        void Add(IReadOnlyList<string> pieces, int from, int to, RunKind kind)
        {
            if (to > from) runs.Add(new TextRun(string.Concat(pieces.Skip(from).Take(to - from)), kind));
        }
    }

    private sealed class Tokens : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var tokens = new List<string>();
            for (var i = 0; i < text.Length;)
            {
                var start = i++;
                if (char.IsAsciiLetterOrDigit(text[start])) while (i < text.Length && char.IsAsciiLetterOrDigit(text[i])) i++;
                tokens.Add(text[start..i]);
            }
            return tokens;
        }
    }
}
