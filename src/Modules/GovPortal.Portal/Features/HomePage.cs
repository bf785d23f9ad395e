using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/</c>: search, the newest items, what is being consulted on, the service guides most asked for, how this month's deadlines were
/// kept, and every column with who answers for it. Three queries.
/// </summary>
internal sealed class HomePage(IPublishedContent content, Summaries summaries, ITexts texts, IConfiguration configuration) : IPublicPage
{
    private const int LatestCount = 10;
    private const int GuideCount = 6;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, organisation) = (request.Generation, request.Generation.Organisation);
        // One query: the newest of all are among these whatever their type.
        var found = await content.NewestAsync(
        [
            new PublishedQuery(null, PageSize: LatestCount), new PublishedQuery(null, Consultations.Type, PageSize: Consultations.MostOpen),
            new PublishedQuery(null, GuideType, PageSize: GuideCount), new PublishedQuery(null, GuideType, PageSize: generation.AskedFor.Count, Ids: generation.AskedFor),
        ], cancellation);
        var rows = new ColumnRows(generation, await content.FiguresAsync(cancellation));
        var month = await content.MonthAsync(generation.Today, cancellation);

        var groups = organisation.Roots.Where(c => SiteMenu.Shown(organisation, c))
            .Select(root => new ColumnGroup(root.Title, SiteMenu.Url(root), [.. rows.Leaves(root).Select(rows.Of)])).ToList();
        // Those asked for first; new ones where readers told of too few.
        var guides = found.Where(i => i.ContentType == GuideType).OrderBy(i => generation.PlaceOf(i.ContentItemId)).Take(GuideCount).ToList();
        var site = generation.Site;
        return new PublicAnswer.Page(new PublicPage("Home", new HomeModel
        {
            Site = site, Theme = generation.Theme, Culture = request.Culture, Page = new PageInfo(site.Name, "/", null, "home"),
            Figures = new HomeFigures(groups.Sum(g => g.Columns.Count), groups.Sum(g => g.Columns.Sum(c => c.ItemCount)), month.Published, month.OnTime, month.OnTime + month.Late),
            LatestHtml = summaries.Render(found.Take(LatestCount), generation, request.Culture),
            Consultations = [.. Consultations.Of(found, generation.Today).Where(c => c.State == "open")],
            Guides = [.. guides.Select(g => new Link(g.Title, "/" + g.Path))],
            GuidesUrl = guides.Count > 0 && organisation.Column(guides[0].ColumnId) is { } column ? SiteMenu.Url(column) : null,
            Groups = groups,
            QuickLinks = QuickLinks(site),
            SearchSuggestions = [.. Suggested(generation.State.Site).Select(words => new Link(words, "/search?q=" + Uri.EscapeDataString(words)))],
        }) { MenuRoot = "", DataJson = StructuredData.OfSite(generation) });
    }

    internal const string GuideType = "ServiceGuide";

    private IReadOnlyList<string> Suggested(SiteSettings site) => SiteSettings.SuggestionsOf(site.SearchSuggestions) is { Count: > 0 } words ? words
        : configuration.GetSection("Portal:Site:SearchSuggestions").Get<string[]>() ?? [];

    /// <summary>The parts a disclosure site must offer, under their uniform names (国办公开办函〔2019〕61号).</summary>
    private List<QuickLink> QuickLinks(SiteModel site)
    {
        List<QuickLink> links =
        [
            .. DisclosurePage.Parts.Select(p => new QuickLink(texts[p.Title], $"{DisclosurePage.Address}#{p.Id}", p.Icon, texts[p.Note])),
            new QuickLink(texts["依申请公开"], site.RequestUrl ?? $"{DisclosurePage.Address}#request", "inbox", texts["怎样申请、怎样答复"]),
        ];
        if (site.InquiryUrl is { } inquiry) links.Add(new QuickLink(texts["互动咨询"], inquiry, "speak", texts["提问与答复公开"]));
        return links;
    }
}
