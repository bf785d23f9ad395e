using Lucene.Net.Index;
using Lucene.Net.Util;

namespace GovPortal.Search.Index;

/// <summary>One facet during a search: its filter, and the counts of its values.</summary>
internal sealed class FacetFilter(string field, Func<string, bool>? accepts)
{
    private readonly Dictionary<string, (string Title, int Count)> _counts = new(StringComparer.Ordinal);
    private SortedDocValues? _values;
    private bool[]? _accepted;
    private int[] _segmentCounts = [];

    public void NextSegment(AtomicReader reader)
    {
        Finish();
        _values = reader.GetSortedDocValues(field);
        if (_values is null) return;
        _segmentCounts = new int[_values.ValueCount];
        if (accepts is null) return;
        // A segment has few values of a facet; each is asked once, not each document.
        _accepted = new bool[_values.ValueCount];
        for (var ord = 0; ord < _accepted.Length; ord++) _accepted[ord] = accepts(IndexFields.Split(Text(ord)).Value);
    }

    public bool Accepts(int doc)
    {
        if (accepts is null) return true;
        var ord = _values?.GetOrd(doc) ?? -1;
        return ord >= 0 && _accepted![ord];
    }

    public void Count(int doc)
    {
        var ord = _values?.GetOrd(doc) ?? -1;
        if (ord >= 0) _segmentCounts[ord]++;
    }

    public IEnumerable<FacetValue> Values()
    {
        Finish();
        return _counts.Select(c => new FacetValue(c.Key, c.Value.Title, c.Value.Count));
    }

    private void Finish()
    {
        for (var ord = 0; ord < _segmentCounts.Length; ord++)
        {
            if (_segmentCounts[ord] == 0) continue;
            var (value, title) = IndexFields.Split(Text(ord));
            if (value.Length == 0) continue;
            var before = _counts.GetValueOrDefault(value);
            _counts[value] = (title, before.Count + _segmentCounts[ord]);
        }
        (_values, _segmentCounts, _accepted) = (null, [], null);
    }

    private string Text(int ord)
    {
        var bytes = new BytesRef();
        _values!.LookupOrd(ord, bytes);
        return bytes.Utf8ToString();
    }
}
