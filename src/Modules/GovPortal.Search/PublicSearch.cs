using GovPortal.Kernel.Indexing;
using GovPortal.Search.Asked;
using GovPortal.Search.Following;
using GovPortal.Search.Index;

namespace GovPortal.Search;

/// <summary>The public site's question to this node's index, in the words of the contract.</summary>
internal sealed class PublicSearch(SearchReader reader, QueryBook book) : IPublicSearch
{
    public long LastEventId => reader.LastEventId;

    public PublicSearchResults? Search(PublicSearchQuery query)
    {
        var results = reader.Search(new SearchQuery
        {
            Text = query.Text, Type = query.ContentType, ColumnPath = query.ColumnPath, SectionId = query.SectionId, Year = query.Year,
            AsTyped = query.AsTyped, Validity = query.Validity, Page = query.Page, PageSize = query.PageSize, Sort = query.NewestFirst ? SearchSort.Newest : SearchSort.Relevance
        });
        if (results is null) return null;
        book.Answered(query.Text, results.Total == 0 || results.DidFallback || results.IsCorrected);
        var facets = results.Facets;
        return new PublicSearchResults(
            results.Total,
            [.. results.Hits.Select(h => new PublicSearchHit(
                h.Id, h.TitleHtml, h.SnippetHtml, h.Url, h.TypeTitle, h.ColumnTitle, h.SectionName, h.PublishedUtc, h.Attachment, h.IsPinned))],
            new PublicSearchFacets(Facet(facets.Types), Facet(facets.Columns), Facet(facets.Sections), Facet(facets.Years), Facet(facets.Validities)),
            results.DidFallback, results.TookMs, results.Correction, results.IsCorrected);
    }

    public IReadOnlyList<PublicSuggestion> Suggest(string text) => [.. reader.Suggest(text).Select(s => new PublicSuggestion(s.Text, s.Url))];

    /// <summary>A year has no name of its own.</summary>
    private static IReadOnlyList<PublicSearchFacet> Facet(IReadOnlyList<FacetValue> values) =>
        [.. values.Select(v => new PublicSearchFacet(v.Value, v.Title.Length > 0 ? v.Title : v.Value, v.Count))];
}
