using System.Text;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Sending;

/// <summary>A live item as channels and exports take it: what is public of it, and no more.</summary>
/// <param name="SiteUrl">The public address of the site; empty where none is set.</param>
/// <param name="Html">Its whole page.</param>
/// <param name="BodyHtml">Its main text and its fields.</param>
/// <param name="Tags">The page tags of 国办发〔2017〕47号, as its page has them.</param>
internal sealed record Parcel(
    PublishedItem Published, PublishedVersion Stored, ContentTypeDefinition? Type, string SiteUrl, string ColumnTitle, string Section, IReadOnlyList<KeyValuePair<string, string>> Tags,
    string Html, string BodyHtml, IReadOnlyList<MediaInfo> Files)
{
    public string Title => Published.Summary.Title;

    public string Url => $"{SiteUrl}/{Published.Summary.Path}";

    /// <summary>The public address of one of its files.</summary>
    public string UrlOf(MediaInfo file) => SiteUrl + "/media/" + string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));

    public string Tag(string name) => Tags.FirstOrDefault(t => t.Key == name).Value ?? "";

    /// <summary>As Orchard serialises it, without fields that are internal.</summary>
    public System.Text.Json.Nodes.JsonObject Json()
    {
        var json = ContentItemJson.Of(Stored.Item, Stored.Version);
        if (Type is not null) ContentItemJson.DropInternal(json, Type);
        return json;
    }
}

/// <summary>Packs live items; a fixed number of queries, however many there are.</summary>
internal sealed class PackItem(
    IPublishedContent content, IPublishedPages pages, PortalStateReader state, SiteAddress site, ContentElements elements, IMediaStore media,
    IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly string[] TagNames =
    [
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url",
    ];

    /// <summary>The site's own public address without a slash at its end, as public pages know it; empty where none is set.</summary>
    public string SiteUrl => site.Url;

    /// <summary>Null where it is not public now.</summary>
    public async Task<Parcel?> OneAsync(string contentItemId, CancellationToken cancellation) =>
        await ManyAsync([contentItemId], cancellation) is [var parcel] ? parcel : null;

    /// <summary>In the order of their ids; those that are not public now are left out.</summary>
    public async Task<IReadOnlyList<Parcel>> ManyAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation)
    {
        var published = (await content.ByIdsAsync(contentItemIds, cancellation)).ToDictionary(p => p.Summary.ContentItemId);
        var stored = await content.VersionsAsync(contentItemIds, cancellation);
        var current = state.Current;
        var paths = stored.ToDictionary(s => s.Item.Id, s => published.TryGetValue(s.Item.Id, out var p) ? PublicPaths(current.Definitions.Type(s.Item.ContentType), p) : []);
        IReadOnlyDictionary<string, MediaInfo> files;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            files = await media.FindAsync(db, [.. paths.Values.SelectMany(p => p).Distinct()], cancellation);
        }
        var parcels = new List<Parcel>();
        foreach (var version in stored)
        {
            // Published anew between the two readings: the newer one is told of by an event of its own.
            if (!published.TryGetValue(version.Item.Id, out var item) || item.VersionNumber != version.Version.Number) continue;
            var summary = item.Summary;
            var type = current.Definitions.Type(summary.ContentType);
            var html = await pages.RenderAsync(item, cancellation);
            parcels.Add(new Parcel(
                item, version, type, SiteUrl, current.Organisation.Column(summary.ColumnId)?.Title ?? "", current.Organisation.Section(summary.SectionId)?.Name ?? "",
                TagsOf(html), html, type is null ? "" : BodyOf(type, item), [.. paths[version.Item.Id].Where(files.ContainsKey).Select(p => files[p])]));
        }
        return parcels;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> TagsOf(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        return [.. page.QuerySelectorAll("head > meta[name]").Select(m => KeyValuePair.Create(m.GetAttribute("name")!, m.GetAttribute("content") ?? "")).Where(t => TagNames.Contains(t.Key))];
    }

    private IReadOnlyList<string> PublicPaths(ContentTypeDefinition? type, PublishedItem item) =>
        type is null ? [] : [.. Public(type, item).SelectMany(e => e.Element.MediaPaths(e.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<PlacedElement> Public(ContentTypeDefinition type, PublishedItem item) => elements.Walk(type, item.Data).Where(e => e.Context.Field is not { IsInternal: true });

    /// <summary>The main text, then the fields with their names; safe as it stands.</summary>
    private string BodyOf(ContentTypeDefinition type, PublishedItem item)
    {
        var (body, fields) = (new StringBuilder(), new StringBuilder());
        foreach (var placed in Public(type, item).Where(e => !e.Element.IsStructural))
        {
            if (placed.Element.Html(placed.Context, placed.Value) is not { Length: > 0 } html) continue;
            if (placed.Element.IsBody) body.Append(html).Append('\n');
            else fields.Append("<p><strong>").Append(System.Net.WebUtility.HtmlEncode(placed.Context.DisplayName)).Append("</strong></p>\n<div>").Append(html).Append("</div>\n");
        }
        return body.Append(fields).ToString();
    }
}
