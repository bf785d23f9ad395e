using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary><c>/inquiries</c>: the inquiries that were answered in public (咨询回复), newest first, with the ways to ask and to follow. One query.</summary>
internal sealed class InquiriesPage(IPublishedContent content, Summaries summaries, SiteMenu menu, ITexts texts) : IPublicPage
{
    public const string Address = "/inquiries";
    private const int PageSize = 20;

    public QueryKeys Keys => QueryKeys.Page;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, query) = (request.Generation, request.Query);
        var list = await content.ListAsync(new PublishedQuery(null, ContentType: "InquiryReply", Page: query.Page, PageSize: PageSize), cancellation);
        if (list.Items.Count == 0 && query.Page > 1) return PublicAnswer.NotFound;
        return new PublicAnswer.Page(new PublicPage("Inquiries", new InquiriesModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture,
            Page = new PageInfo(texts["咨询与答复"], query.Url(Address), texts["公众咨询的公开答复，在线提问和查询办理情况"], "inquiries"),
            Breadcrumbs = [menu.Home],
            ItemsHtml = summaries.Render(list.Items, generation, request.Culture),
            Pager = Pager.Of(query.Page, Pager.Pages(list.Total, PageSize), list.Total, page => (query with { Page = page }).Url(Address)),
        }));
    }
}
