using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary><c>/search</c>: words and filters, without the database. Until the index is ready it answers 503 and says so.</summary>
internal sealed class SearchPage(IPublicSearch search, PageWriter writer, SiteMenu menu, ITexts texts) : IPublicPage
{
    internal const string Address = "/search";
    private const int PageSize = 10;
    private const int MaxDepth = 1000;
    private const int FacetOptions = 12;
    private const int RetrySeconds = 30;
    private const string GuideType = "ServiceGuide";

    public QueryKeys Keys => QueryKeys.Search;

    /// <summary>The index follows the log a moment after the generation does.</summary>
    public string Edition => search.LastEventId.ToString(CultureInfo.InvariantCulture);

    public Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation) => Task.FromResult(Answer(request));

    private PublicAnswer Answer(PublicRequest request)
    {
        var (generation, query) = (request.Generation, request.Query);
        var found = search.Search(new PublicSearchQuery(
            query.Text, query.Type, query.Column, query.Section, query.Year, query.Page, PageSize, query.NewestFirst, query.AsTyped, query.Validity));
        if (found is null)
        {
            return new PublicAnswer.Page(new PublicPage("Unavailable", writer.Message(generation, request.Culture, "搜索暂时不可用", "search"))
            {
                StatusCode = 503, RetryAfterSeconds = RetrySeconds,
            });
        }
        var pages = Pager.Pages(Math.Min(found.Total, MaxDepth), PageSize);
        if (query.Page > pages) return PublicAnswer.NotFound;
        return new PublicAnswer.Page(new PublicPage("Search", new SearchModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture, Breadcrumbs = [menu.Home],
            Page = new PageInfo(query.Text.Length > 0 ? query.Text : texts["搜索公开信息"], query.Url(Address), null, "search"),
            Query = query.Text, Total = found.Total, HiddenFields = Hidden(query),
            ClearUrl = query.HasFilter ? new PageQuery { Text = query.Text, NewestFirst = query.NewestFirst }.Url(Address) : null,
            Facets = Facets(query, found.Facets),
            Sorts =
            [
                new FacetOption(texts["按相关度"], (query with { NewestFirst = false, Page = 1 }).Url(Address), 0, !query.NewestFirst),
                new FacetOption(texts["按发布日期"], (query with { NewestFirst = true, Page = 1 }).Url(Address), 0, query.NewestFirst),
            ],
            Hits = [.. found.Hits.Select(hit => new SearchHit(
                hit.TitleHtml, hit.Url, hit.SnippetHtml, hit.TypeTitle, hit.ColumnTitle, hit.SectionName, hit.PublishedUtc.ToCivilDate(), hit.Attachment, hit.IsPinned))],
            Pager = Pager.Of(query.Page, pages, found.Total, page => (query with { Page = page }).Url(Address)),
            Suggestion = found.Correction is { } other ? new Link(other, (query with { Text = other, Page = 1, AsTyped = false }).Url(Address)) : null,
            AsTypedUrl = found.IsCorrected ? (query with { AsTyped = true, Page = 1 }).Url(Address) : null,
            IsLoose = found.DidFallback,
            SuggestUrl = found.Total == 0 && query.Text.Length > 0 ? new PageQuery { Text = query.Text }.Url("/" + SuggestPage.Path) : null,
            GuidesUrl = found.Total == 0 && generation.State.Definitions.Type(GuideType) is not null ? new PageQuery { Type = GuideType }.Url(Address) : null,
            PopularColumns = found.Total > 0 ? [] : [.. Columns(generation)],
        }));
    }

    private static List<HiddenField> Hidden(PageQuery query)
    {
        var fields = new List<HiddenField>();
        Add("type", query.Type);
        Add("column", query.Column);
        Add("section", query.Section);
        Add("year", query.Year?.ToString(CultureInfo.InvariantCulture));
        Add("validity", query.Validity);
        Add("sort", query.NewestFirst ? "date" : null);
        return fields;

        void Add(string name, string? value)
        {
            if (value is not null) fields.Add(new HiddenField(name, value));
        }
    }

    private List<Facet> Facets(PageQuery query, PublicSearchFacets found)
    {
        var first = query with { Page = 1 };
        Facet[] all =
        [
            Facet("类型", found.Types, query.Type, value => first with { Type = value }),
            Facet("栏目", found.Columns, query.Column, value => first with { Column = value }),
            Facet("责任科室", found.Sections, query.Section, value => first with { Section = value }),
            Facet("年份", found.Years, query.Year?.ToString(CultureInfo.InvariantCulture),
                value => first with { Year = value is null ? null : int.Parse(value, CultureInfo.InvariantCulture) }),
            Facet("有效性", [.. found.Validities.Select(v => v with { Title = texts[ColumnFilters.ValidityTitle(v.Value)] })], query.Validity, value => first with { Validity = value }),
        ];
        return [.. all.Where(f => f.Options.Count > 0)];
    }

    /// <summary>Choosing an option that is in force lets go of it; one in force is always shown.</summary>
    private Facet Facet(string title, IReadOnlyList<PublicSearchFacet> values, string? active, Func<string?, PageQuery> choose) => new(
        texts[title],
        [.. values.Where((v, i) => i < FacetOptions || v.Value == active)
            .Select(v => new FacetOption(v.Title, choose(v.Value == active ? null : v.Value).Url(Address), v.Count, v.Value == active))]);

    private static IEnumerable<Link> Columns(Generation generation) =>
        generation.Organisation.Roots.Where(c => SiteMenu.Shown(generation.Organisation, c)).Select(SiteMenu.Link);
}
