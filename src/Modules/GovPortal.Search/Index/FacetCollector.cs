using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace GovPortal.Search.Index;

/// <summary>
/// Filters, counts and ranks in one pass: a document that fails no filter is a hit and counts in every
/// facet; one that fails exactly one counts in that facet only, so a reader sees what another choice would bring.
/// </summary>
internal sealed class FacetCollector(SearchQuery query, ICollector ranking) : ICollector
{
    private readonly FacetFilter _types = new(IndexFields.TypeFacet, Equal(query.Type));
    private readonly FacetFilter _columns = new(IndexFields.ColumnFacet, AtOrBelow(query.ColumnPath));
    private readonly FacetFilter _sections = new(IndexFields.SectionFacet, Equal(query.SectionId));
    private readonly FacetFilter _validities = new(IndexFields.ValidityFacet, Equal(query.Validity));
    private readonly FacetFilter _years = new(IndexFields.YearFacet, Equal(query.Year?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Documents that match the words, whatever the filters.</summary>
    public int Matches { get; private set; }

    /// <summary>Documents that match words and filters.</summary>
    public int Total { get; private set; }

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer) => ranking.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        ranking.SetNextReader(context);
        _types.NextSegment(context.AtomicReader);
        _columns.NextSegment(context.AtomicReader);
        _sections.NextSegment(context.AtomicReader);
        _years.NextSegment(context.AtomicReader);
        _validities.NextSegment(context.AtomicReader);
    }

    public void Collect(int doc)
    {
        Matches++;
        FacetFilter? failed = null;
        foreach (var facet in (ReadOnlySpan<FacetFilter>)[_types, _columns, _sections, _years, _validities])
        {
            if (facet.Accepts(doc)) continue;
            if (failed is not null) return;
            failed = facet;
        }
        if (failed is not null)
        {
            failed.Count(doc);
            return;
        }
        Total++;
        _types.Count(doc);
        _columns.Count(doc);
        _sections.Count(doc);
        _years.Count(doc);
        _validities.Count(doc);
        ranking.Collect(doc);
    }

    public SearchFacets Facets() => new()
    {
        Types = MostFirst(_types),
        Columns = MostFirst(_columns),
        Sections = MostFirst(_sections),
        Validities = MostFirst(_validities),
        Years = [.. _years.Values().OrderByDescending(v => v.Value, StringComparer.Ordinal)]
    };

    private static List<FacetValue> MostFirst(FacetFilter facet) =>
        [.. facet.Values().OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal)];

    private static Func<string, bool>? Equal(string? wanted) => string.IsNullOrEmpty(wanted) ? null : value => value == wanted;

    private static Func<string, bool>? AtOrBelow(string? path)
    {
        path = path?.Trim('/');
        return string.IsNullOrEmpty(path) ? null
            : value => value == path || (value.Length > path.Length && value[path.Length] == '/' && value.StartsWith(path, StringComparison.Ordinal));
    }
}
