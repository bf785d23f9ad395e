namespace GovPortal.Portal.Rendering.Models;

/// <summary>The site as its footer and page tags name it.</summary>
/// <param name="Code">网站标识码, ten digits.</param>
/// <param name="Icp">ICP 备案号.</param>
/// <param name="PoliceRecord">公安备案号.</param>
/// <param name="Organizer">主办单位.</param>
/// <param name="BaseUrl">With scheme, without a slash at the end.</param>
public sealed record SiteModel(
    string Name, string Code, string Domain, string Icp, string PoliceRecord, string Organizer, string Phone, string BaseUrl) : ITemplateModel
{
    /// <summary>依申请公开; null where no module serves it, as the addresses below.</summary>
    public string? RequestUrl { get; init; }

    /// <summary>咨询.</summary>
    public string? InquiryUrl { get; init; }

    /// <summary>纠错, 我为政府网站找错.</summary>
    public string? CorrectionUrl { get; init; }

    public string? FeedUrl { get; init; }

    public string? SitemapFileUrl { get; init; }

    /// <summary>Of the organiser; may be empty.</summary>
    public string Address { get; init; } = "";

    /// <summary>Where 党政机关网站标识 leads; null where the site has none.</summary>
    public string? MarkUrl { get; init; }
}

/// <summary>Where the theme's files are served.</summary>
/// <param name="BaseUrl">Without a slash at the end, <c>/themes/gov-default</c>.</param>
/// <param name="Version">Changes when a file changes; part of the address, so that files can be cached for good.</param>
public sealed record ThemeModel(string BaseUrl, string Version) : ITemplateModel;

/// <summary>The page being shown.</summary>
/// <param name="Kind"><c>home</c>, <c>column</c>, <c>content</c>, <c>search</c>, <c>sitemap</c> or <c>message</c>.</param>
public sealed record PageInfo(string Title, string Url, string? Description, string Kind) : ITemplateModel;

public record Link(string Title, string Url) : ITemplateModel;

public sealed record MenuEntry(string Title, string Url, bool Active, IReadOnlyList<Link> Children) : ITemplateModel;

/// <summary>What every template has.</summary>
public abstract record TemplateModel : ITemplateModel
{
    public required SiteModel Site { get; init; }

    public required ThemeModel Theme { get; init; }

    /// <summary>As in <c>lang</c>: <c>zh-CN</c> or <c>en</c>.</summary>
    public required string Culture { get; init; }
}

/// <summary>What every template of a page's own part has.</summary>
public abstract record PageModel : TemplateModel
{
    public required PageInfo Page { get; init; }

    /// <summary>From the home page to the page's parent, in order; the page itself is added by the template.</summary>
    public IReadOnlyList<Link> Breadcrumbs { get; init; } = [];
}

/// <summary>Another page of the same list.</summary>
/// <param name="Gap">Stands for pages left out; then <paramref name="Url"/> is empty.</param>
public sealed record PagerLink(int Number, string Url, bool Current, bool Gap = false) : ITemplateModel;

public sealed record PagerModel(
    int Page, int PageCount, int Total, string? PreviousUrl, string? NextUrl, IReadOnlyList<PagerLink> Pages) : ITemplateModel;

/// <summary>A column in a list of columns: who answers for it, by when, and how fresh it is.</summary>
/// <param name="FreshnessStatus"><c>fresh</c>, <c>due</c>, <c>stale</c>, <c>empty</c> or <c>none</c>.</param>
public sealed record ColumnRow(
    string Title, string Url, string Section, string DeadlineText, string FreshnessText, string FreshnessStatus,
    DateOnly? LastUpdate, int ItemCount) : ITemplateModel;
