namespace GovPortal.Portal.Rendering.Models;

/// <summary><c>Home</c>.</summary>
public sealed record HomeModel : PageModel
{
    public required HomeFigures Figures { get; init; }

    public IReadOnlyList<QuickLink> QuickLinks { get; init; } = [];

    /// <summary>The newest items, each the HTML of its <c>Content.Summary</c>.</summary>
    public required IReadOnlyList<string> LatestHtml { get; init; }

    /// <summary>Those on which comments are taken today.</summary>
    public IReadOnlyList<ConsultationCard> Consultations { get; init; } = [];

    public IReadOnlyList<Link> Guides { get; init; } = [];

    /// <summary>The column of the guides.</summary>
    public string? GuidesUrl { get; init; }

    /// <summary>Empty until the task table (栏目任务分解表) is imported.</summary>
    public required IReadOnlyList<ColumnGroup> Groups { get; init; }

    /// <summary>Words worth trying in the search box.</summary>
    public IReadOnlyList<Link> SearchSuggestions { get; init; } = [];
}

/// <param name="OnTime">Of this month's items that had a deadline, published within it (公开时效).</param>
/// <param name="Timed">This month's items that had a deadline.</param>
public sealed record HomeFigures(int ColumnCount, int ItemCount, int PublishedThisMonth, int OnTime, int Timed) : ITemplateModel;

/// <param name="State"><c>waiting</c>, <c>open</c> or <c>closed</c>.</param>
/// <param name="DaysLeft">Days after today on which comments are still taken; 0 on the last one.</param>
/// <param name="Report">采纳情况, once it is published.</param>
public sealed record ConsultationCard(string Title, string Url, string State, DateOnly? Opens, DateOnly? Closes, int DaysLeft, Link? Report) : ITemplateModel;

/// <summary><c>Consultations</c>.</summary>
public sealed record ConsultationsModel : PageModel
{
    public required IReadOnlyList<ConsultationCard> Consultations { get; init; }

    public PagerModel? Pager { get; init; }
}

/// <summary><c>Disclosure</c>: the four parts and the way to 依申请公开. A column is there where the county has one for the part.</summary>
public sealed record DisclosureModel : PageModel
{
    public required IReadOnlyList<ContainedEntry> Guides { get; init; }

    public required IReadOnlyList<ContainedEntry> Systems { get; init; }

    public required IReadOnlyList<ContainedEntry> Reports { get; init; }

    public Link? GuideColumn { get; init; }

    public Link? SystemColumn { get; init; }

    public Link? ReportColumn { get; init; }

    public Link? RequestColumn { get; init; }

    public required IReadOnlyList<ColumnGroup> Groups { get; init; }
}

/// <param name="Icon">A symbol of <c>icons.svg</c>.</param>
public sealed record QuickLink(string Title, string Url, string Icon, string Description) : ITemplateModel;

/// <summary>A first-level column and those below it.</summary>
public sealed record ColumnGroup(string Title, string Url, IReadOnlyList<ColumnRow> Columns) : ITemplateModel;

/// <summary><c>Column</c>: a column with its items, or a group page with its columns.</summary>
public sealed record ColumnPageModel : PageModel
{
    public required ColumnModel Column { get; init; }

    /// <summary>True for a first-level column that only gathers others.</summary>
    public bool IsGroup { get; init; }

    public IReadOnlyList<ColumnRow> SubColumns { get; init; } = [];

    /// <summary>Each the HTML of its <c>Content.Summary</c>.</summary>
    public IReadOnlyList<string> ItemsHtml { get; init; } = [];

    /// <summary>By year, type, section, stage and validity, as far as there is a choice.</summary>
    public IReadOnlyList<Facet> Filters { get; init; } = [];

    public bool IsFiltered { get; init; }

    /// <summary>The list without any filter, where one is in force.</summary>
    public string? ClearUrl { get; init; }

    /// <summary>What the filters leave.</summary>
    public int Total { get; init; }

    public PagerModel? Pager { get; init; }
}

/// <param name="Content">公开内容（要素）.</param>
/// <param name="FreshnessStatus">As in <see cref="ColumnRow"/>.</param>
public sealed record ColumnModel(
    string Title, string Url, string? FeedUrl, string? Description, string Section, IReadOnlyList<string> SupportingSections,
    string? Content, string? Basis, string DeadlineText, string FreshnessText, string FreshnessStatus,
    DateOnly? LastUpdate, DateOnly? NextUpdateDue, IReadOnlyList<string> Channels, string? Note, int ItemCount) : ITemplateModel
{
    /// <summary>公开对象; null where the table says none.</summary>
    public string? Audience { get; init; }

    /// <summary>公开方式: 主动、依申请公开.</summary>
    public string? Manner { get; init; }

    /// <summary>公开层级: 县级、乡级.</summary>
    public string? Tier { get; init; }
}

/// <summary><c>Search</c>.</summary>
public sealed record SearchModel : PageModel
{
    public required string Query { get; init; }

    public required int Total { get; init; }

    /// <summary>The filters in force, sent along when the words change.</summary>
    public IReadOnlyList<HiddenField> HiddenFields { get; init; } = [];

    public IReadOnlyList<Facet> Facets { get; init; } = [];

    public IReadOnlyList<FacetOption> Sorts { get; init; } = [];

    public IReadOnlyList<SearchHit> Hits { get; init; } = [];

    public PagerModel? Pager { get; init; }

    /// <summary>Another wording that finds more.</summary>
    public Link? Suggestion { get; init; }

    /// <summary>The hits are those of <see cref="Suggestion"/>; here are those of the text as typed.</summary>
    public string? AsTypedUrl { get; init; }

    /// <summary>No item holds all the words; the hits hold some of them.</summary>
    public bool IsLoose { get; init; }

    /// <summary>Words and titles that begin as the question does.</summary>
    public string? SuggestUrl { get; init; }

    /// <summary>The guides, for who found nothing.</summary>
    public string? GuidesUrl { get; init; }

    /// <summary>The search without any filter, where one is in force.</summary>
    public string? ClearUrl { get; init; }

    /// <summary>Where to go when nothing was found.</summary>
    public IReadOnlyList<Link> PopularColumns { get; init; } = [];
}

/// <summary><c>Suggest</c>: what a text may become, without script.</summary>
public sealed record SuggestModel : PageModel
{
    public required string Query { get; init; }

    /// <summary>Wordings that find something.</summary>
    public IReadOnlyList<Link> Words { get; init; } = [];

    public IReadOnlyList<Link> Titles { get; init; } = [];

    public IReadOnlyList<Link> Columns { get; init; } = [];
}

public sealed record HiddenField(string Name, string Value) : ITemplateModel;

public sealed record Facet(string Title, IReadOnlyList<FacetOption> Options) : ITemplateModel;

/// <param name="Url">Chooses it; where it is active, lets go of it.</param>
public sealed record FacetOption(string Title, string Url, int Count, bool Active) : ITemplateModel;

/// <param name="TitleHtml">Escaped, with <c>mark</c> around what matched; so is <paramref name="ExcerptHtml"/>.</param>
/// <param name="Pinned">Put above the others by an administrator.</param>
/// <param name="Attachment">The file in which the words were found, if not in the text.</param>
public sealed record SearchHit(
    string TitleHtml, string Url, string ExcerptHtml, string TypeName, string ColumnTitle, string Section,
    DateOnly Published, string? Attachment, bool Pinned = false) : ITemplateModel;

/// <summary>Public items by the stages of 五公开.</summary>
public sealed record StagePageModel : PageModel
{
    /// <summary>The five stages with the number of their items.</summary>
    public required IReadOnlyList<FacetOption> Stages { get; init; }

    /// <summary>Each the HTML of its <c>Content.Summary</c>.</summary>
    public IReadOnlyList<string> ItemsHtml { get; init; } = [];

    public PagerModel? Pager { get; init; }
}

/// <summary><c>Inquiries</c>.</summary>
public sealed record InquiriesModel : PageModel
{
    /// <summary>Rendered summaries of this page's items.</summary>
    public required IReadOnlyList<string> ItemsHtml { get; init; }

    public required PagerModel Pager { get; init; }
}

/// <summary><c>Sitemap</c>.</summary>
public sealed record SitemapModel : PageModel
{
    public required IReadOnlyList<MenuEntry> Groups { get; init; }
}

/// <summary>The answer to a public form, <c>CommentAnswer</c>.</summary>
public sealed record AnswerModel : PageModel
{
    /// <summary>What the module that answers gives its template.</summary>
    public required IReadOnlyDictionary<string, object?> Values { get; init; }
}

/// <summary><c>NotFound</c>, <c>Unavailable</c> and <c>Error</c>.</summary>
public sealed record MessageModel : PageModel
{
    /// <summary>What to quote when reporting an error.</summary>
    public string? RequestId { get; init; }

    /// <summary>The item was withdrawn, not mistyped (<c>410</c>).</summary>
    public bool Withdrawn { get; init; }
}
