using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Rendering.Models;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Portal.Generations;

/// <summary>
/// What pages say of the site: the stored settings, <c>Portal:Site:*</c> where those are empty, and the addresses of other
/// modules as far as they are there.
/// </summary>
internal sealed class SiteTexts(IConfiguration configuration, EndpointDataSource endpoints)
{
    private const string UsualName = "政务公开门户";

    /// <summary>How many addresses are served. None before the pipeline is built, which is after the readers start.</summary>
    public int Routes => endpoints.Endpoints.Count;

    public SiteModel Of(SiteSettings stored)
    {
        var baseUrl = Either(stored.BaseUrl, "BaseUrl").TrimEnd('/');
        var name = Either(stored.Name, "Name");
        return new SiteModel(
            name.Length > 0 ? name : UsualName, Either(stored.Code, "Code"),
            Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) ? uri.Host : "", Either(stored.Icp, "Icp"),
            Either(stored.PoliceRecord, "PoliceRecord"), Either(stored.Organizer, "Organizer"), Either(stored.Phone, "Phone"), baseUrl)
        {
            RequestUrl = Served("/requests/new"),
            InquiryUrl = Served("/inquiries/new"),
            CorrectionUrl = Served("/corrections/new"),
            FeedUrl = Served("/feed.atom"),
            SitemapFileUrl = Served("/sitemap.xml"),
            Address = Either(stored.Address, "Address"),
            MarkUrl = Either(stored.MarkUrl, "MarkUrl") is { Length: > 0 } mark ? mark : null,
        };
    }

    private string Either(string stored, string key) => stored.Trim() is { Length: > 0 } text ? text : configuration["Portal:Site:" + key]?.Trim() ?? "";

    /// <summary>The address where a module serves it, so that no page links to nowhere.</summary>
    private string? Served(string path) =>
        endpoints.Endpoints.OfType<RouteEndpoint>().Any(e => e.RoutePattern.RawText?.Trim('/').Equals(path.Trim('/'), StringComparison.OrdinalIgnoreCase) == true)
            ? path : null;
}
