using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>
/// What machines read of a page (schema.org as JSON-LD): the site and its search on the home page, the item and its place on an
/// item's page. Only with a base address of the site, since every address in it is absolute.
/// </summary>
internal static class StructuredData
{
    // The angle brackets stay escaped: the text stands inside a script element.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string? OfSite(Generation generation)
    {
        var site = generation.Site;
        return site.BaseUrl.Length == 0 ? null : Text(new JsonObject
        {
            ["@context"] = "https://schema.org", ["@type"] = "WebSite", ["name"] = site.Name, ["url"] = site.BaseUrl + "/",
            ["publisher"] = Organisation(site),
            ["potentialAction"] = new JsonObject
            {
                ["@type"] = "SearchAction", ["target"] = site.BaseUrl + "/search?q={words}", ["query-input"] = "required name=words",
            },
        });
    }

    /// <param name="type">The content type's technical name.</param>
    public static string? OfItem(Generation generation, ContentModel page, string type, IReadOnlyList<Link> line)
    {
        var (site, item) = (generation.Site, page.Item);
        if (site.BaseUrl.Length == 0) return null;
        var about = new JsonObject
        {
            ["@type"] = type switch
            {
                "ServiceGuide" or "ServiceItem" => "GovernmentService", "PolicyDocument" or "NormativeDocument" => "Legislation",
                "OrganisationProfile" => "GovernmentOrganization", _ => "Article",
            },
            ["name"] = item.Title, ["headline"] = item.Title, ["url"] = site.BaseUrl + item.Url, ["inLanguage"] = "zh-CN",
            ["datePublished"] = item.PublishedUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            ["dateModified"] = (item.RevisedUtc ?? item.PublishedUtc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            ["description"] = page.Page.Description, ["identifier"] = item.DocumentNumber ?? item.IndexNumber,
            ["publisher"] = Organisation(site), ["author"] = new JsonObject { ["@type"] = "GovernmentOrganization", ["name"] = item.Section.Length > 0 ? item.Section : site.Organizer },
        };
        if (page.Policy is { Signed: { } signed }) about["legislationDate"] = signed.ToString("yyyy-MM-dd", null);
        foreach (var empty in about.Where(m => m.Value is null).Select(m => m.Key).ToList()) about.Remove(empty);
        var place = 0;
        return Text(new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@graph"] = new JsonArray(about, new JsonObject
            {
                ["@type"] = "BreadcrumbList",
                ["itemListElement"] = new JsonArray([.. line.Append(new Link(item.Title, item.Url)).Select(l => new JsonObject
                {
                    ["@type"] = "ListItem", ["position"] = ++place, ["name"] = l.Title, ["item"] = site.BaseUrl + l.Url,
                })]),
            }),
        });
    }

    private static JsonObject Organisation(SiteModel site) =>
        new() { ["@type"] = "GovernmentOrganization", ["name"] = site.Organizer.Length > 0 ? site.Organizer : site.Name, ["url"] = site.BaseUrl + "/" };

    private static string Text(JsonObject data) => data.ToJsonString(Options);
}
