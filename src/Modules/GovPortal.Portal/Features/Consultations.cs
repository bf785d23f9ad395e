using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>Consultations (意见征集) with where they stand on a day.</summary>
internal static class Consultations
{
    public const string Type = "Consultation";
    /// <summary>How many the home page looks at for those that are open.</summary>
    public const int MostOpen = 20;

    public static IEnumerable<ConsultationCard> Of(IEnumerable<PublishedSummary> items, DateOnly today) => items.Where(i => i.ContentType == Type).Select(item =>
    {
        var line = ItemFacts.Parse(item.Facts).Timeline;
        var own = line.FirstOrDefault(s => s.Kind == "consultation" && s.Path == item.Path);
        var report = line.FirstOrDefault(s => s.Kind == "report");
        var state = own?.Opens > today ? "waiting" : own?.Closes >= today ? "open" : "closed";
        return new ConsultationCard(
            item.Title, "/" + item.Path, state, own?.Opens, own?.Closes, state == "open" ? own!.Closes!.Value.DayNumber - today.DayNumber : 0,
            report is null ? null : new Link(report.Title, "/" + report.Path));
    });
}

/// <summary><c>/consultations</c>: every consultation, the newest first, with its period and what became of it (R51, R52). One query.</summary>
internal sealed class ConsultationsPage(IPublishedContent content, SiteMenu menu, ITexts texts) : IPublicPage
{
    public const string Address = "/consultations";
    private const int PageSize = 20;

    public QueryKeys Keys => QueryKeys.Page;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, query) = (request.Generation, request.Query);
        var list = await content.ListAsync(new PublishedQuery(null, Consultations.Type, Page: query.Page, PageSize: PageSize), cancellation);
        if (list.Items.Count == 0 && query.Page > 1) return PublicAnswer.NotFound;
        return new PublicAnswer.Page(new PublicPage("Consultations", new ConsultationsModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture, Breadcrumbs = [menu.Home],
            Page = new PageInfo(texts["意见征集"], query.Url(Address), texts["重大行政决策的意见征集、采纳情况反馈和结果公开"], "consultations"),
            Consultations = [.. Consultations.Of(list.Items, generation.Today)],
            Pager = Pager.Of(query.Page, Pager.Pages(list.Total, PageSize), list.Total, page => (query with { Page = page }).Url(Address)),
        }));
    }
}
