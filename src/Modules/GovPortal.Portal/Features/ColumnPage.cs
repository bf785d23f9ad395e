using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/columns/{path}</c> (and its feed): a column's duty and its items, or a group's columns and all their items, by year, type,
/// section, stage and validity. Three queries. An internal column answers like one that is not there.
/// </summary>
internal sealed class ColumnPage(IPublishedContent content, Summaries summaries, SiteMenu menu, FeedPage feeds, ITexts texts) : IPublicPage
{
    public const string Prefix = "columns/";
    private const int PageSize = 20;

    public QueryKeys Keys => QueryKeys.Column;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, organisation, query) = (request.Generation, request.Generation.Organisation, request.Query);
        var isFeed = request.Path.EndsWith(FeedPage.Name, StringComparison.Ordinal);
        var path = isFeed ? request.Path[..^FeedPage.Name.Length] : request.Path;
        if (path.Length <= Prefix.Length || organisation.ColumnByPath(path[Prefix.Length..]) is not { } column
            || !organisation.IsPublic(column)) return PublicAnswer.NotFound;
        if (isFeed) return await feeds.OfAsync(request, column, cancellation);

        var url = SiteMenu.Url(column);
        string[] ids = column.IsGroup
            ? [.. organisation.WithDescendants(column).Where(c => !organisation.IsInternal(c)).Select(c => c.Id)]
            : [column.Id];
        var list = await content.ListAsync(
            new PublishedQuery(ids, query.Type, query.Year, query.Page, PageSize, query.Stage, query.Section, query.Validity), cancellation);
        var filters = new ColumnFilters(await content.CountsAsync(ids, cancellation), query, url, generation, texts);
        // Neither a value that no item has nor a page past the last one is a page.
        if (list.Items.Count == 0 && (query.Page > 1 || !filters.AreKnown)) return PublicAnswer.NotFound;
        var rows = new ColumnRows(generation, await content.FiguresAsync(cancellation));

        var (line, freshness) = (SiteMenu.Line(organisation, column), rows.Freshness(column));
        var feed = generation.Site.FeedUrl is null ? null : url + generation.Site.FeedUrl;
        return new PublicAnswer.Page(new PublicPage("Column", new ColumnPageModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture,
            Page = new PageInfo(column.Title, query.Url(url), Either(column.Content), "column"),
            Breadcrumbs = [menu.Home, .. line.SkipLast(1).Select(SiteMenu.Link)],
            IsGroup = column.IsGroup,
            Column = new ColumnModel(
                column.Title, url, feed, null, SiteMenu.SectionText(organisation, column), SiteMenu.Listed(column.SupportingText), Either(column.Content),
                Either(column.Basis), column.DeadlineText, column.FreshnessText, freshness.Status, rows.LastUpdate(column), freshness.NextDue,
                SiteMenu.Listed(column.Channels), Either(column.Note), filters.Total)
            {
                Audience = Either(column.Audience), Manner = Either(column.Manner), Tier = Either(column.Tier),
            },
            SubColumns = [.. organisation.Children(column.Id).Where(c => SiteMenu.Shown(organisation, c)).Select(rows.Of)],
            ItemsHtml = summaries.Render(list.Items, generation, request.Culture),
            Filters = filters.Shown, IsFiltered = query.HasFilter, ClearUrl = query.HasFilter ? url : null, Total = list.Total,
            Pager = Pager.Of(query.Page, Pager.Pages(list.Total, PageSize), list.Total, page => (query with { Page = page }).Url(url)),
        })
        {
            MenuRoot = line[0].Id, FeedUrl = feed, Column = ItemPages.Tags(line, column),
        });
    }

    private static string? Either(string text) => text.Length > 0 ? text : null;
}
