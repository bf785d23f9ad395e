using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Indexing;

/// <summary>
/// A reader's question. Any text is allowed; quotation marks ask for a phrase. With filters but no words it lists what
/// the filters leave, newest first. Numbers out of range are brought into range, never refused.
/// </summary>
/// <param name="ColumnPath">This column and the columns below its address.</param>
/// <param name="Page">From 1; at most 1,000 hits deep.</param>
/// <param name="PageSize">1 to 50.</param>
/// <param name="NewestFirst">By date of publication instead of by relevance.</param>
/// <param name="Validity">Documents that are <c>valid</c>, <c>amended</c>, <c>repealed</c> or <c>expired</c>.</param>
/// <param name="AsTyped">No other wording is looked for where this one finds nothing.</param>
public sealed record PublicSearchQuery(
    string? Text, string? ContentType = null, string? ColumnPath = null, string? SectionId = null, int? Year = null,
    int Page = 1, int PageSize = 10, bool NewestFirst = false, bool AsTyped = false, string? Validity = null);

/// <summary>A found item. The two texts are safe HTML whose only element is <c>mark</c>.</summary>
/// <param name="SnippetHtml">The passage of about 120 characters that shows most of the words.</param>
/// <param name="Url">The address of the public page, with its leading slash.</param>
/// <param name="ColumnTitle">With the titles of the groups above it.</param>
/// <param name="IsPinned">Put above the others by an administrator.</param>
/// <param name="Attachment">The listed file the passage is from; null where it is from the item's own text.</param>
public sealed record PublicSearchHit(
    string ContentItemId, string TitleHtml, string SnippetHtml, string Url, string TypeTitle, string ColumnTitle, string SectionName,
    DateTime PublishedUtc, string? Attachment = null, bool IsPinned = false);

/// <param name="Value">What to filter by.</param>
/// <param name="Title">What readers see.</param>
public sealed record PublicSearchFacet(string Value, string Title, int Count);

/// <summary>Where the matches are; a facet counts under all filters but its own. Most frequent first, years newest first.</summary>
public sealed record PublicSearchFacets(
    IReadOnlyList<PublicSearchFacet> Types, IReadOnlyList<PublicSearchFacet> Columns, IReadOnlyList<PublicSearchFacet> Sections,
    IReadOnlyList<PublicSearchFacet> Years, IReadOnlyList<PublicSearchFacet> Validities);

/// <param name="Total">Matches of words and filters, exactly.</param>
/// <param name="DidFallback">Nothing holds all the words; the hits hold some of them or their parts.</param>
/// <param name="Correction">Another wording that finds more: the words for a pinyin, the character that was meant.</param>
/// <param name="IsCorrected">The hits are those of <paramref name="Correction"/>, because the text as typed has none.</param>
public sealed record PublicSearchResults(
    int Total, IReadOnlyList<PublicSearchHit> Hits, PublicSearchFacets Facets, bool DidFallback, long TookMilliseconds,
    string? Correction = null, bool IsCorrected = false);

/// <param name="Text">A wording that has hits, or the title of an item.</param>
/// <param name="Url">The item's address, with its leading slash; null for a wording.</param>
public sealed record PublicSuggestion(string Text, string? Url);

/// <summary>
/// Full-text search over what the public may see. Works in memory and on this node's disk, without the database; safe
/// on any thread.
/// </summary>
public interface IPublicSearch
{
    /// <summary>
    /// The last event this node's answers hold; 0 before the index is ready. A page that shows hits may be kept only as
    /// long as this number stands: the index follows the log a moment after the page generation does.
    /// </summary>
    long LastEventId { get; }

    /// <summary>The answer, or null where the index is not ready, which is a reason for 503 and not for «nothing found».</summary>
    PublicSearchResults? Search(PublicSearchQuery query);

    /// <summary>
    /// What a text that is still being typed, in characters or in pinyin, may become: words of published items, then titles. None
    /// where the index is not ready.
    /// </summary>
    IReadOnlyList<PublicSuggestion> Suggest(string text);
}

/// <param name="ContentItemIds">
/// The items of the hits in their order; null where documents were asked for. One may have ceased to be public a moment ago: items are
/// read by <see cref="IPublishedContent"/>, which knows.
/// </param>
/// <param name="Documents">The stored fields of the hits that are public, in their order; null where items were asked for.</param>
/// <param name="Count">All hits, of which these are a page.</param>
public sealed record QueryAnswer(IReadOnlyList<string>? ContentItemIds, IReadOnlyList<JsonObject>? Documents, int Count);

/// <param name="ReturnContentItems">It answers items; otherwise the fields that its index stores.</param>
/// <param name="Schema">What a client may expect, as JSON; null where nothing was said.</param>
public sealed record SavedQueryInfo(string Name, bool ReturnContentItems, string? Schema);

/// <summary>
/// Lucene indexes that an administrator named, and questions saved over them. They hold what is public and nothing else, whatever
/// their settings say of latest versions.
/// </summary>
public interface ILuceneQueries
{
    IReadOnlyList<SavedQueryInfo> Saved { get; }

    /// <summary>
    /// Answers a saved question; its name is compared without regard to case. Failures: <c>query.unknown</c>, <c>query.not-ready</c> while
    /// the node has no such index yet, and those of <see cref="AskAsync"/>.
    /// </summary>
    Task<Result<QueryAnswer>> RunAsync(string name, JsonObject parameters, CancellationToken cancellation);

    /// <summary>
    /// Answers a Lucene question: JSON, in which Liquid stands for the parameters. Null where this node has no such index yet. Failures, at the JSON
    /// path: <c>query.empty</c>, <c>query.not-json</c>, <c>query.kind-unknown</c>, <c>query.shape-wrong</c>, <c>query.too-deep</c>,
    /// <c>query.too-many-clauses</c>, <c>query.too-far</c>, <c>query.too-slow</c>, <c>template.faulty</c>.
    /// </summary>
    Task<Result<QueryAnswer>?> AskAsync(string indexName, string query, JsonObject parameters, bool documents, CancellationToken cancellation);
}
