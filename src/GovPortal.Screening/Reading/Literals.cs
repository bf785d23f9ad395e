using System.Buffers;
using System.Collections;

namespace GovPortal.Screening.Reading;

/// <summary>Values found once, to be found again where nothing beside them says what they are.</summary>
internal sealed class Literals
{
    private readonly Dictionary<string, Hit> _hits;
    private readonly SearchValues<string> _values;
    private readonly int[] _lengths;

    public Literals(IReadOnlyDictionary<string, Hit> hits)
    {
        _hits = new Dictionary<string, Hit>(hits, StringComparer.Ordinal);
        _values = SearchValues.Create([.. _hits.Keys], StringComparison.Ordinal);
        _lengths = [.. _hits.Keys.Select(k => k.Length).Distinct().OrderDescending()];
    }

    /// <summary>Where the values stand outside what was found.</summary>
    public IEnumerable<Hit> Find(string text, List<Hit> found)
    {
        var first = text.AsSpan().IndexOfAny(_values);
        if (first < 0) yield break;
        var covered = new BitArray(text.Length);
        foreach (var hit in found)
        {
            for (var i = hit.Start; FindingKinds.Personal.Contains(hit.Kind) && i < hit.End; i++) covered[i] = true;
        }
        for (var at = first; at >= 0;)
        {
            var length = Longest(text, at);
            var free = true;
            for (var i = at; i < at + length && free; i++) free = !covered[i];
            if (free && length > 0) yield return _hits[text.Substring(at, length)] with { Start = at, End = at + length };
            var from = at + (free ? Math.Max(1, length) : 1);
            var next = from < text.Length ? text.AsSpan(from).IndexOfAny(_values) : -1;
            at = next < 0 ? -1 : from + next;
        }
    }

    private int Longest(string text, int at)
    {
        foreach (var length in _lengths)
        {
            if (at + length <= text.Length && _hits.ContainsKey(text.Substring(at, length))) return length;
        }
        return 0;
    }
}
