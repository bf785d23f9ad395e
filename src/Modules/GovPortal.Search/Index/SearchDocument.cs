namespace GovPortal.Search.Index;

/// <summary>
/// A published item as the public may find it. Texts are plain (no markup). Facet texts
/// (<see cref="TypeTitle"/>, <see cref="ColumnTitle"/>, <see cref="SectionName"/>) are those at the time
/// of indexing: renaming a column means indexing its items again.
/// </summary>
public sealed record SearchDocument
{
    /// <summary>The content item's id: indexing the same id again replaces the document.</summary>
    public required string Id { get; init; }

    /// <summary>The content type's technical name, <c>PolicyDocument</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The content type's name for readers, 政策文件.</summary>
    public string TypeTitle { get; init; } = "";

    /// <summary>The item's title.</summary>
    public required string Title { get; init; }

    /// <summary>The item's text.</summary>
    public string Body { get; init; } = "";

    /// <summary>The document number (发文字号) as printed.</summary>
    public string? Number { get; init; }

    /// <summary>索引号.</summary>
    public string? IndexNumber { get; init; }

    /// <summary>Of a document, whether it is in force: <c>valid</c>, <c>amended</c>, <c>repealed</c>, <c>expired</c>; else empty.</summary>
    public string Validity { get; init; } = "";

    /// <summary>The files listed under the item, with what could be read of them.</summary>
    public IReadOnlyList<AttachedText> Attachments { get; init; } = [];

    /// <summary>The address of the public page.</summary>
    public required string Path { get; init; }

    /// <summary>The column's id (栏目).</summary>
    public string ColumnId { get; init; } = "";

    /// <summary>The column's path from the root, <c>zhengce/jiedu</c>, without slashes at the ends.</summary>
    public string ColumnPath { get; init; } = "";

    /// <summary>The column's title.</summary>
    public string ColumnTitle { get; init; } = "";

    /// <summary>The responsible section's id (责任科室).</summary>
    public string SectionId { get; init; } = "";

    /// <summary>The responsible section's name.</summary>
    public string SectionName { get; init; } = "";

    /// <summary>The agency's id.</summary>
    public string AgencyId { get; init; } = "";

    /// <summary>The year readers filter by; 0 where the item has none.</summary>
    public int Year { get; init; }

    /// <summary>When the item was published.</summary>
    public DateTime PublishedUtc { get; init; }

    /// <summary>Shown where the text holds no passage to show.</summary>
    public string Summary { get; init; } = "";
}

/// <param name="Name">As the page lists it.</param>
/// <param name="Text">Plain; empty where the file could not be read.</param>
public sealed record AttachedText(string Name, string Text);
