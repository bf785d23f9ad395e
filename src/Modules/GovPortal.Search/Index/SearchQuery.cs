namespace GovPortal.Search.Index;

/// <summary>The order of hits.</summary>
public enum SearchSort
{
    /// <summary>The best match first; of equal matches the newer.</summary>
    Relevance,

    /// <summary>The newest first.</summary>
    Newest
}

/// <summary>
/// A reader's question. Any text is allowed: quotation marks ask for a phrase, everything else is words
/// and punctuation. With filters but no words it lists what the filters leave, newest first.
/// </summary>
public sealed record SearchQuery
{
    /// <summary>The longest text that is looked at, in characters; the rest is ignored.</summary>
    public const int MaxTextLength = 200;

    /// <summary>The deepest hit that can be asked for.</summary>
    public const int MaxDepth = 1000;

    /// <summary>The greatest page.</summary>
    public const int MaxPageSize = 50;

    /// <summary>What the reader typed.</summary>
    public string? Text { get; init; }

    /// <summary>Only this content type.</summary>
    public string? Type { get; init; }

    /// <summary>Only this column and the columns below it.</summary>
    public string? ColumnPath { get; init; }

    /// <summary>Only this section.</summary>
    public string? SectionId { get; init; }

    /// <summary>Only this year.</summary>
    public int? Year { get; init; }

    /// <summary>Only documents of this validity.</summary>
    public string? Validity { get; init; }

    /// <summary>Items that stand above all others, by id, the first first; those that are not in the index are nowhere.</summary>
    public IReadOnlyList<string> Pinned { get; init; } = [];

    /// <summary>No other wording is looked for where this one finds nothing.</summary>
    public bool AsTyped { get; init; }

    /// <summary>From 1; held within <see cref="MaxDepth"/> hits.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Hits a page, 1 to <see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 10;

    /// <summary>The order.</summary>
    public SearchSort Sort { get; init; }

    internal int Size => Math.Clamp(PageSize, 1, MaxPageSize);

    internal int Skip => (Math.Clamp(Page, 1, MaxDepth / Size) - 1) * Size;

    internal bool HasFilter => !string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(ColumnPath) || !string.IsNullOrEmpty(SectionId) || Year is not null || !string.IsNullOrEmpty(Validity);
}
