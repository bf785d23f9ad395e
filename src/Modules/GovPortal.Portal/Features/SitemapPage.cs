using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Features;

/// <summary><c>/sitemap</c>: every public column by its place (网站地图). No query.</summary>
internal sealed class SitemapPage(SiteMenu menu, ITexts texts) : IPublicPage
{
    public Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, organisation) = (request.Generation, request.Generation.Organisation);
        return Task.FromResult<PublicAnswer>(new PublicAnswer.Page(new PublicPage("Sitemap", new SitemapModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture, Breadcrumbs = [menu.Home],
            Page = new PageInfo(texts["网站地图"], "/sitemap", null, "sitemap"),
            Groups = [.. organisation.Roots.Where(c => SiteMenu.Shown(organisation, c)).Select(root => new MenuEntry(
                root.Title, SiteMenu.Url(root), false,
                [.. organisation.WithDescendants(root).Skip(1).Where(c => SiteMenu.Shown(organisation, c)).Select(SiteMenu.Link)]))],
        })));
    }
}
