using System.Globalization;
using System.Text;
using GovPortal.Screening.Masking;

namespace GovPortal.Screening.Reading;

/// <summary>
/// Reads blocks as people and programs can read them: the final text, the text before tracked changes, the text without what is hidden.
/// A value found twice in the same characters is reported once.
/// </summary>
internal sealed class BlockScreener(ScreeningOptions options, Action? check = null)
{
    private readonly List<Located> _found = [];

    /// <summary>Values that are masked wherever they stand, also where nothing beside them says what they are.</summary>
    public Literals? Literals { get; init; }

    public IReadOnlyList<Located> Found => _found;

    public void Screen(Block block)
    {
        var layers = Layer.Shown;
        foreach (var segment in block.Segments) layers |= segment.Layer;
        var first = _found.Count;
        View(block, s => !s.HasFlag(Layer.Deleted), Layer.Shown, int.MaxValue);
        if (layers.HasFlag(Layer.Deleted)) View(block, s => !s.HasFlag(Layer.Inserted), Layer.Deleted, first);
        if (layers.HasFlag(Layer.Hidden)) View(block, s => (s & (Layer.Hidden | Layer.Deleted)) == 0, Layer.Shown, first);
    }

    /// <summary>After the last block: an address in one row with a person's numbers is that person's.</summary>
    public IReadOnlyList<Located> Finish()
    {
        var persons = _found.Where(f => f.Row != 0 && TextDetector.NamesPerson(f.Finding.Kind, f.Finding.Severity)).Select(f => f.Row).ToHashSet();
        for (var i = 0; i < _found.Count; i++)
        {
            if (_found[i] is { Finding.Kind: FindingKind.Address } address && persons.Contains(address.Row))
            {
                _found[i] = address with { Finding = address.Finding with { Severity = Severity.Blocking } };
            }
        }
        return _found;
    }

    /// <param name="block">The block.</param>
    /// <param name="reads">Which layers this view reads.</param>
    /// <param name="needs">The layer a hit must touch to be new in this view.</param>
    /// <param name="first">From which hit on the same one may have been found before.</param>
    private void View(Block block, Func<Layer, bool> reads, Layer needs, int first)
    {
        var text = new StringBuilder();
        var starts = new List<(int At, Segment Segment)>();
        foreach (var segment in block.Segments)
        {
            if (!reads(segment.Layer) || segment.Text.Length == 0) continue;
            starts.Add((text.Length, segment));
            text.Append(segment.Text);
        }
        if (text.Length < 2) return;
        var raw = starts.Count == 1 ? starts[0].Segment.Text : text.ToString();
        var normal = NormalText.Of(raw);
        var (lineOrigin, line) = (0, 1);
        var safe = (string?)null;
        var hits = TextDetector.Find(normal, block.Around, options, check);
        foreach (var hit in hits) Take(hit);
        foreach (var hit in Literals?.Find(normal.Text, hits) ?? []) Take(hit);

        void Take(Hit hit)
        {
            var value = normal.Text.AsSpan(hit.Start, hit.End - hit.Start);
            if (block.Again && IsKnown(hit, value)) return;
            var (edits, touched) = Edits(hit, Mask.Plan(hit, value), normal, starts);
            if (needs != Layer.Shown && !touched.HasFlag(needs)) return;
            for (var i = first; i < _found.Count; i++)
            {
                if (_found[i].Finding.Kind == hit.Kind && _found[i].Value == value.ToString() && Same(_found[i].Edits, edits)) return;
            }
            var origin = normal.Origin(hit.Start);
            var original = raw[origin..(normal.Origin(hit.End - 1) + 1)];
            _found.Add(new Located(new Finding(hit.Kind, Where(origin) + Suffix(touched), Mask.Sample(hit, value), SeverityOf(hit, block)), block.Row, value.ToString(), original, edits) { Kept = hit.Kept });
        }

        bool IsKnown(Hit hit, ReadOnlySpan<char> value)
        {
            foreach (var known in _found)
            {
                if (known.Finding.Kind != hit.Kind || !known.Finding.Where.StartsWith(safe ??= SafeText.Of(block.Where), StringComparison.Ordinal)) continue;
                if (hit.Kind is FindingKind.SecrecyMark or FindingKind.RestrictedMark or FindingKind.ProcessDocument || value.SequenceEqual(known.Value)) return true;
            }
            return false;
        }

        string Where(int origin)
        {
            safe ??= SafeText.Of(block.Where);
            if (!block.ByLine) return safe;
            if (origin < lineOrigin) (lineOrigin, line) = (0, 1);
            line += raw.AsSpan(lineOrigin, origin - lineOrigin).Count('\n');
            lineOrigin = origin;
            return string.Create(CultureInfo.InvariantCulture, $"{safe}第{line}行");
        }
    }

    /// <summary>The mask laid over the segments the value stands in.</summary>
    private static (List<Edit> Edits, Layer Touched) Edits(Hit hit, char[] plan, NormalText normal, List<(int At, Segment Segment)> starts)
    {
        var edits = new List<Edit>();
        var touched = Layer.Shown;
        var replacement = new StringBuilder();
        for (var i = 0; i < plan.Length;)
        {
            var origin = normal.Origin(hit.Start + i);
            var s = Find(starts, origin);
            var (at, segment) = starts[s];
            var end = at + segment.Text.Length;
            replacement.Clear();
            var (from, to) = (origin - at, origin - at);
            while (i < plan.Length && normal.Origin(hit.Start + i) is var place && place < end)
            {
                if (plan[i] != Mask.Gone) replacement.Append(plan[i]);
                to = place - at + 1;
                i++;
            }
            touched |= segment.Layer;
            if (segment.Node < 0) continue;
            edits.Add(segment.RawLength is { } length
                ? new Edit(segment.Part, segment.Node, segment.Offset, length, segment.Text[..from] + replacement + segment.Text[to..])
                : new Edit(segment.Part, segment.Node, segment.Offset + from, to - from, replacement.ToString()));
        }
        return (edits, touched);
    }

    private static int Find(List<(int At, Segment Segment)> starts, int origin)
    {
        var (low, high) = (0, starts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (starts[middle].At <= origin) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static bool Same(IReadOnlyList<Edit> left, List<Edit> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i].Node != right[i].Node || left[i].Start != right[i].Start || left[i].Part != right[i].Part) return false;
        }
        return true;
    }

    private static string Suffix(Layer layers) =>
        (layers.HasFlag(Layer.Deleted) ? "（修订删除）" : "") + (layers.HasFlag(Layer.Hidden) ? "（隐藏文字）" : "");

    /// <summary>不予公开 alone in a cell is a mark under a heading that asks how open the row is; elsewhere it may be a result that is counted.</summary>
    private static Severity SeverityOf(Hit hit, Block block) =>
        hit.Kind == FindingKind.RestrictedMark && block.Row != 0 && block.Segments is [var only, ..] && only.Text.TrimStart().StartsWith('不') && !block.Around.Label.Contains("公开", StringComparison.Ordinal)
            ? Severity.Warning : hit.Severity;
}
