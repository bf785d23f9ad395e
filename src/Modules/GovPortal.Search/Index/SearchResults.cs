namespace GovPortal.Search.Index;

/// <summary>The answer to a <see cref="SearchQuery"/>.</summary>
public sealed record SearchResults
{
    /// <summary>How many documents match question and filters, exactly.</summary>
    public int Total { get; init; }

    /// <summary>The page in question.</summary>
    public IReadOnlyList<SearchHit> Hits { get; init; } = [];

    /// <summary>Where the matches are. A facet counts under all filters but its own.</summary>
    public SearchFacets Facets { get; init; } = new();

    /// <summary>The time taken, in milliseconds.</summary>
    public long TookMs { get; init; }

    /// <summary>True where nothing holds all the words and the hits hold some of them or their parts.</summary>
    public bool DidFallback { get; init; }

    /// <summary>Another wording that finds more; null where there is none.</summary>
    public string? Correction { get; init; }

    /// <summary>The hits are those of <see cref="Correction"/>, because the text as typed has none.</summary>
    public bool IsCorrected { get; init; }
}

/// <summary>A found document. The two texts are safe HTML whose only element is <c>mark</c>.</summary>
public sealed record SearchHit
{
    /// <summary>The content item's id.</summary>
    public required string Id { get; init; }

    /// <summary>The title, hits marked.</summary>
    public required string TitleHtml { get; init; }

    /// <summary>The best passage of about 120 characters, hits marked.</summary>
    public required string SnippetHtml { get; init; }

    /// <summary>The attachment the passage is from; null where it is from the item's own text.</summary>
    public string? Attachment { get; init; }

    /// <summary>The address of the public page.</summary>
    public required string Url { get; init; }

    /// <summary>The column's title.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>The responsible section's name.</summary>
    public required string SectionName { get; init; }

    /// <summary>It stands where it stands because an administrator put it there.</summary>
    public bool IsPinned { get; init; }

    /// <summary>The content type's name.</summary>
    public required string TypeTitle { get; init; }

    /// <summary>When it was published.</summary>
    public DateTime PublishedUtc { get; init; }
}

/// <summary>Counts by type, column, section and year; the most frequent first, years newest first.</summary>
public sealed record SearchFacets
{
    /// <summary>By content type.</summary>
    public IReadOnlyList<FacetValue> Types { get; init; } = [];

    /// <summary>By column; the value is the column's path. A column does not count those below it.</summary>
    public IReadOnlyList<FacetValue> Columns { get; init; } = [];

    /// <summary>By validity; only documents have one.</summary>
    public IReadOnlyList<FacetValue> Validities { get; init; } = [];

    /// <summary>By responsible section.</summary>
    public IReadOnlyList<FacetValue> Sections { get; init; } = [];

    /// <summary>By year.</summary>
    public IReadOnlyList<FacetValue> Years { get; init; } = [];
}

/// <param name="Text">A wording, or an item's title.</param>
/// <param name="Url">The item's address; null for a wording.</param>
public sealed record Suggestion(string Text, string? Url);

/// <summary>A value to filter by, its name for readers and its number of documents.</summary>
public sealed record FacetValue(string Value, string Title, int Count);
