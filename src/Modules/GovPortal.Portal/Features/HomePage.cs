using GovPortal.Kernel.Data;
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

/// <summary><c>/</c>: the newest items, the figures, and every column with who answers for it. Three queries.</summary>
internal sealed class HomePage(IPublishedContent content, Summaries summaries, ITexts texts, IConfiguration configuration) : IPublicPage
{
    private const int LatestCount = 10;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, organisation) = (request.Generation, request.Generation.Organisation);
        var latest = await content.ListAsync(new PublishedQuery(null, PageSize: LatestCount), cancellation);
        var rows = new ColumnRows(generation, await content.FiguresAsync(cancellation));
        var monthStart = new DateOnly(generation.Today.Year, generation.Today.Month, 1).ToDateTime(TimeOnly.MinValue);
        var thisMonth = await content.CountSinceAsync(Instants.FromCivil(monthStart), cancellation);

        var groups = organisation.Roots.Where(c => SiteMenu.Shown(organisation, c))
            .Select(root => new ColumnGroup(root.Title, SiteMenu.Url(root), [.. rows.Leaves(root).Select(rows.Of)])).ToList();
        var site = generation.Site;
        return new PublicAnswer.Page(new PublicPage("Home", new HomeModel
        {
            Site = site, Theme = generation.Theme, Culture = request.Culture, Page = new PageInfo(site.Name, "/", null, "home"),
            Figures = new HomeFigures(groups.Sum(g => g.Columns.Count), latest.Total, thisMonth),
            LatestHtml = summaries.Render(latest.Items, generation, request.Culture),
            Groups = groups,
            QuickLinks = QuickLinks(generation),
            SearchSuggestions = [.. (configuration.GetSection("Portal:Site:SearchSuggestions").Get<string[]>() ?? [])
                .Select(words => new Link(words, "/search?q=" + Uri.EscapeDataString(words)))],
        }) { MenuRoot = "" });
    }

    /// <summary>The parts a disclosure site must offer (国办公开办函〔2019〕61号), as far as the table has columns for them.</summary>
    private List<QuickLink> QuickLinks(Generation generation)
    {
        var links = new List<QuickLink>();
        Column("公开指南", "book", "怎样查、怎样要");
        Column("公开制度", "rules", "公开什么、不公开什么");
        Column("年度报告", "report", "每年1月31日前发布");
        if (generation.Site.RequestUrl is { } request) Add("依申请公开", request, "inbox", "在线申请，20个工作日答复");
        else Column("依申请公开", "inbox", "怎样申请、怎样答复");
        if (generation.Site.InquiryUrl is { } inquiry) Add("互动咨询", inquiry, "speak", "提问与答复公开");
        return links;

        void Column(string title, string icon, string description)
        {
            if (generation.Organisation.Columns.FirstOrDefault(c => Named(c, title)) is { } column) Add(column.Title, SiteMenu.Url(column), icon, description);
        }

        bool Named(Column c, string title) => c.Title.Contains(title, StringComparison.Ordinal) && SiteMenu.Shown(generation.Organisation, c);

        void Add(string title, string url, string icon, string description) => links.Add(new QuickLink(texts[title], url, icon, texts[description]));
    }
}
