using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/stages/{stage}</c>: all public items of one stage of 五公开 (R47), 决策、执行、管理、服务、结果, newest first; <c>/stages</c> begins
/// with the first. Two queries.
/// </summary>
internal sealed class StagePage(IPublishedContent content, Summaries summaries, SiteMenu menu, ITexts texts) : IPublicPage
{
    private const string Prefix = "stages";
    private const int PageSize = 20;

    public QueryKeys Keys => QueryKeys.List;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var stage = request.Path.Length <= Prefix.Length + 1 ? Disclosure.Stages.Keys.First() : request.Path[(Prefix.Length + 1)..];
        if (!Disclosure.Stages.TryGetValue(stage, out var title)) return PublicAnswer.NotFound;
        var (generation, query, url) = (request.Generation, request.Query, Url(stage));
        var list = await content.ListAsync(new PublishedQuery(null, Stage: stage, Year: query.Year, Page: query.Page, PageSize: PageSize), cancellation);
        if (list.Items.Count == 0 && (query.Page > 1 || query.Year is not null)) return PublicAnswer.NotFound;
        var counts = await content.StagesAsync(cancellation);
        return new PublicAnswer.Page(new PublicPage("Stage", new StagePageModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture,
            Page = new PageInfo(texts[title], query.Url(url), texts["按决策、执行、管理、服务、结果五个环节查看公开信息"], "stage"),
            Breadcrumbs = [menu.Home],
            Stages = [.. Disclosure.Stages.Select(s => new FacetOption(texts[s.Value], Url(s.Key), counts.GetValueOrDefault(s.Key), s.Key == stage))],
            ItemsHtml = summaries.Render(list.Items, generation, request.Culture),
            Pager = Pager.Of(query.Page, Pager.Pages(list.Total, PageSize), list.Total, page => (query with { Page = page }).Url(url)),
        }));
    }

    public static string Url(string stage) => $"/{Prefix}/{stage}";
}
