using System.Globalization;
using System.Text;
using System.Xml;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/feed.atom</c>: what was published last, in Atom (RFC 4287); <c>/columns/{path}/feed.atom</c> is the same of one column.
/// One query. Addresses are absolute where the site has a base address.
/// </summary>
internal sealed class FeedPage(IPublishedContent content) : IPublicPage
{
    public const string Name = "/feed.atom";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string ContentType = "application/atom+xml; charset=utf-8";

    /// <summary>So many entries; a reader that asks once a day misses none of a busy bureau's.</summary>
    private const int Entries = 50;

    public Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation) => OfAsync(request, null, cancellation);

    /// <param name="column">A public column; null is the whole site.</param>
    public async Task<PublicAnswer> OfAsync(PublicRequest request, Column? column, CancellationToken cancellation)
    {
        var (generation, organisation) = (request.Generation, request.Generation.Organisation);
        string[]? ids = column is null ? null : [.. organisation.WithDescendants(column).Where(c => !organisation.IsInternal(c)).Select(c => c.Id)];
        var list = await content.ListAsync(new PublishedQuery(ids, PageSize: Entries), cancellation);
        var page = column is null ? "/" : SiteMenu.Url(column);
        var title = column is null ? generation.Site.Name : $"{organisation.FullTitle(column)} - {generation.Site.Name}";
        return new PublicAnswer.File(ContentType, Write(generation, title, page, list.Items));
    }

    private static string Write(Generation generation, string title, string page, IReadOnlyList<PublishedSummary> items)
    {
        var (baseUrl, organisation) = (generation.Site.BaseUrl, generation.Organisation);
        var self = (page == "/" ? "" : page) + Name;
        using var text = new StringWriterUtf8();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "zh-CN");
            xml.WriteElementString("id", Atom, Id(baseUrl, self));
            xml.WriteElementString("title", Atom, Clean(title));
            xml.WriteElementString("updated", Atom, Instant(items.Count == 0 ? DateTime.UnixEpoch : items.Max(i => i.PublishedUtc)));
            Link("self", self);
            Link("alternate", page);
            foreach (var item in items)
            {
                xml.WriteStartElement("entry", Atom);
                xml.WriteElementString("id", Atom, Id(baseUrl, "/content/" + item.ContentItemId));
                xml.WriteElementString("title", Atom, Clean(item.Title));
                Link("alternate", "/" + item.Path);
                xml.WriteElementString("published", Atom, Instant(item.FirstPublishedUtc));
                xml.WriteElementString("updated", Atom, Instant(item.PublishedUtc));
                xml.WriteStartElement("author", Atom);
                xml.WriteElementString("name", Atom, Clean(organisation.Section(item.SectionId)?.Name ?? generation.Site.Name));
                xml.WriteEndElement();
                if (organisation.Column(item.ColumnId) is { } column)
                {
                    xml.WriteStartElement("category", Atom);
                    xml.WriteAttributeString("term", column.Path);
                    xml.WriteAttributeString("label", Clean(organisation.FullTitle(column)));
                    xml.WriteEndElement();
                }
                if (item.Summary.Length > 0) xml.WriteElementString("summary", Atom, Clean(item.Summary));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();

            void Link(string relation, string path)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", relation);
                xml.WriteAttributeString("href", baseUrl + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal));
                xml.WriteEndElement();
            }
        }
        return text.ToString();
    }

    /// <summary>The same for good, whatever becomes of the address; a name where the site has no base address.</summary>
    private static string Id(string baseUrl, string path) => baseUrl.Length > 0 ? baseUrl + path : "urn:govportal:" + path.Trim('/').Replace('/', ':');

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>XML has no place for control characters, which a title may have come with.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is '\t' or '\n' || !Rune.IsControl(r) && r.Value is not (0xFFFE or 0xFFFF)).Select(r => r.ToString()));
}

/// <summary>Says in the document that it is UTF-8, as it is sent.</summary>
internal sealed class StringWriterUtf8() : StringWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;
}
