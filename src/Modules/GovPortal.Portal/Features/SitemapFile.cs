using System.Globalization;
using System.Xml;
using GovPortal.Kernel.Indexing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/sitemap.xml</c> for search engines (sitemaps.org): the columns and live items, the newest first; beyond 1,000 items an index
/// of <c>/sitemap-1.xml</c> and so on. One query. It needs absolute addresses: not there without a base address of the site.
/// </summary>
internal sealed class SitemapFile(IPublishedContent content) : IPublicPage
{
    public const string Path = "/sitemap.xml";

    /// <summary>The route of the numbered files; the digits are few enough for a number.</summary>
    public const string NumberedRoute = "/sitemap-{number:regex(^[0-9]{{1,5}}$)}.xml";

    private const string Numbered = "/sitemap-", Ending = ".xml";

    private const string Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const int PageSize = 1000;

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (site, organisation) = (request.Generation.Site, request.Generation.Organisation);
        if (site.BaseUrl.Length == 0) return PublicAnswer.NotFound;
        var isWhole = request.Path == Path.Trim('/');
        var number = isWhole ? 1 : int.Parse(request.Path[(Numbered.Length - 1)..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture);
        if (number is < 1 or > PageQuery.MaxPage) return PublicAnswer.NotFound;
        var list = await content.ListAsync(new PublishedQuery(null, Page: number, PageSize: PageSize), cancellation);
        if (list.Items.Count == 0 && number > 1) return PublicAnswer.NotFound;
        using var text = new StringWriterUtf8();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            if (isWhole && list.Total > PageSize)
            {
                xml.WriteStartElement("sitemapindex", Sitemaps);
                for (var page = 1; page <= Pager.Pages(list.Total, PageSize); page++) Entry("sitemap", string.Create(CultureInfo.InvariantCulture, $"{Numbered}{page}{Ending}"), null);
            }
            else
            {
                xml.WriteStartElement("urlset", Sitemaps);
                if (number == 1)
                {
                    Entry("url", "/", null);
                    foreach (var column in organisation.Columns.Where(c => SiteMenu.Shown(organisation, c))) Entry("url", SiteMenu.Url(column), null);
                }
                foreach (var item in list.Items) Entry("url", "/" + item.Path, item.PublishedUtc);
            }
            xml.WriteEndElement();

            void Entry(string element, string path, DateTime? changedUtc)
            {
                xml.WriteStartElement(element, Sitemaps);
                xml.WriteElementString("loc", Sitemaps, site.BaseUrl + path);
                if (changedUtc is { } utc) xml.WriteElementString("lastmod", Sitemaps, utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }
        }
        return new PublicAnswer.File("application/xml; charset=utf-8", text.ToString());
    }
}
