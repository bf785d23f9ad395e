namespace GovPortal.Editing.Rules;

public enum RunKind { Same, Removed, Added }

public sealed record TextRun(string Text, RunKind Kind);

/// <summary>
/// The shortest way from one text to another, in words of Latin letters and digits and single Chinese characters
/// (Myers' greedy algorithm). Texts that differ beyond <see cref="MaxEdits"/> are shown as removed and added whole.
/// </summary>
public static class TextDifference
{
    /// <summary>Edits after which a comparison character by character tells a reader nothing any more.</summary>
    public const int MaxEdits = 4000;

    public static IReadOnlyList<TextRun> Of(string before, string after)
    {
        if (before == after) return after.Length == 0 ? [] : [new TextRun(after, RunKind.Same)];
        var (a, b) = (Tokens(before), Tokens(after));
        var (start, end) = (0, 0);
        while (start < a.Count && start < b.Count && a[start] == b[start]) start++;
        while (end < a.Count - start && end < b.Count - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        var runs = new List<TextRun>();
        Add(runs, a.Take(start), RunKind.Same);
        Middle(a.GetRange(start, a.Count - start - end), b.GetRange(start, b.Count - start - end), runs);
        Add(runs, a.Skip(a.Count - end), RunKind.Same);
        return runs;
    }

    private static void Middle(List<string> a, List<string> b, List<TextRun> runs)
    {
        var trace = Trace(a, b);
        if (trace is null)
        {
            Add(runs, a, RunKind.Removed);
            Add(runs, b, RunKind.Added);
            return;
        }
        var steps = new List<(string Token, RunKind Kind)>();
        var (x, y) = (a.Count, b.Count);
        for (var d = trace.Count - 1; d >= 0 && (x > 0 || y > 0); d--)
        {
            var v = trace[d];
            var k = x - y;
            var down = k == -d || (k != d && v.GetValueOrDefault(k - 1, -1) < v.GetValueOrDefault(k + 1, -1));
            var fromK = down ? k + 1 : k - 1;
            var fromX = v.GetValueOrDefault(fromK, 0);
            var fromY = fromX - fromK;
            while (x > fromX && y > fromY && x > 0 && y > 0)
            {
                steps.Add((a[--x], RunKind.Same));
                y--;
            }
            if (d == 0) break;
            if (down) steps.Add((b[--y], RunKind.Added));
            else steps.Add((a[--x], RunKind.Removed));
        }
        steps.Reverse();
        foreach (var (token, kind) in steps) Add(runs, [token], kind);
    }

    /// <summary>The furthest points after 0, 1, 2 … edits; null beyond <see cref="MaxEdits"/>.</summary>
    private static List<Dictionary<int, int>>? Trace(List<string> a, List<string> b)
    {
        var trace = new List<Dictionary<int, int>>();
        var v = new Dictionary<int, int> { [1] = 0 };
        for (var d = 0; d <= Math.Min(a.Count + b.Count, MaxEdits); d++)
        {
            trace.Add(new Dictionary<int, int>(v));
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && v.GetValueOrDefault(k - 1, -1) < v.GetValueOrDefault(k + 1, -1))
                    ? v.GetValueOrDefault(k + 1, 0) : v.GetValueOrDefault(k - 1, 0) + 1;
                while (x < a.Count && x - k < b.Count && x - k >= 0 && a[x] == b[x - k]) x++;
                v[k] = x;
                if (x >= a.Count && x - k >= b.Count) return trace;
            }
            // Beyond this the trace itself would be the cost.
            if ((long)d * d > 4_000_000) return null;
        }
        return null;
    }

    private static void Add(List<TextRun> runs, IEnumerable<string> tokens, RunKind kind)
    {
        var text = string.Concat(tokens);
        if (text.Length == 0) return;
        if (runs.Count > 0 && runs[^1].Kind == kind) runs[^1] = new TextRun(runs[^1].Text + text, kind);
        else runs.Add(new TextRun(text, kind));
    }

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i++;
            if (IsWord(text[start])) while (i < text.Length && IsWord(text[i])) i++;
            tokens.Add(text[start..i]);
        }
        return tokens;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c);
}
