namespace GovPortal.Portal.Rendering.Models;

/// <summary><c>Layout</c>: puts the rendered parts together.</summary>
public sealed record LayoutModel : TemplateModel
{
    public required PageInfo Page { get; init; }

    public required string HeadHtml { get; init; }

    public required string HeaderHtml { get; init; }

    public required string BodyHtml { get; init; }

    public required string FooterHtml { get; init; }

    /// <summary>Said above everything; null but in a preview.</summary>
    public string? Notice { get; init; }

    /// <summary>适老模式: large type, strong contrast, simple layout.</summary>
    public bool Elder { get; init; }
}

/// <summary><c>Head</c>: title, page tags of the 政府网站发展指引, style sheet and script. Rendered for each page.</summary>
public sealed record HeadModel : TemplateModel
{
    public required PageInfo Page { get; init; }

    /// <summary>The column's tags; on a column and on an item.</summary>
    public ColumnTags? Column { get; init; }

    /// <summary>The article's tags; only on an item.</summary>
    public ArticleTags? Article { get; init; }

    public string? FeedUrl { get; init; }

    /// <summary>JSON-LD, safe inside a script element; null where the page has none.</summary>
    public string? DataHtml { get; init; }

    /// <summary>The part of the style sheet that the first sight of a page needs.</summary>
    public string StyleHtml { get; init; } = "";
}

public sealed record ColumnTags(string Name, string Type, string? Description) : ITemplateModel
{
    /// <summary>The column and those it stands in, separated by commas.</summary>
    public string Keywords { get; init; } = "";
}

/// <param name="Source">来源 (<c>ContentSource</c>).</param>
public sealed record ArticleTags(string Title, DateTime PublishedUtc, string Source) : ITemplateModel
{
    /// <summary>责任科室.</summary>
    public string Author { get; init; } = "";

    /// <summary>Type, column and document number, separated by commas.</summary>
    public string Keywords { get; init; } = "";
}

/// <summary><c>Header</c>: once for each generation and active menu entry.</summary>
public sealed record HeaderModel : TemplateModel
{
    public required IReadOnlyList<MenuEntry> Menu { get; init; }

    public bool Elder { get; init; }
}

/// <summary><c>Footer</c>: once for each generation.</summary>
public sealed record FooterModel : TemplateModel
{
    public required string SitemapUrl { get; init; }

    /// <summary>我为政府网站找错; null where no module serves it.</summary>
    public string? CorrectionUrl { get; init; }
}
