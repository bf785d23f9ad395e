using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Features;

/// <summary>
/// Tags that every page has to carry (网页标签, 国办发〔2017〕47号): the front page, a column's page and the newest item's page of each type are rendered as
/// readers get them and their tags read; what tags are made of is looked up for all others in two queries.
/// </summary>
internal sealed partial class PageTagInspection(PageGeneration generations, HomePage home, ColumnPage columns, IPublishedPages items, IPublishedContent content, PageWriter writer) : IInspection
{
    public const string Missing = "page-tags-missing";
    private const string Culture = "zh-CN";

    private static readonly string[] SiteTags = ["SiteName", "SiteDomain", "SiteIDCode"];
    private static readonly string[] ColumnTags = [.. SiteTags, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
    private static readonly string[] ItemTags = [.. SiteTags, "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"];

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(Missing, RuleGroups.Texts, "网页标签不齐全", "国办发〔2017〕47号", 0, "", 1)];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!thresholds.ContainsKey(Missing)) yield break;
        if (!generations.HasStarted) await generations.StartAsync(cancellation);
        var generation = await generations.CurrentAsync(cancellation);
        var organisation = generation.Organisation;
        if (organisation.Agencies.Count == 0) yield break;
        // The site's own tags are the first agency's matter: it runs the portal.
        var host = organisation.Agencies[0];
        if (Lacking(await HtmlAsync(home, generation, "", cancellation), SiteTags) is { } front) yield return new Breach(Missing, "home", host.Id, null, null, generation.Site.Name, front, "/");
        foreach (var column in organisation.Columns.Where(c => !c.IsClosed && organisation.IsPublic(c)))
        {
            if (column.Content.Trim().Length == 0 && !column.IsGroup) yield return Of(column, "栏目没有内容说明，网页缺少标签 ColumnDescription");
        }
        foreach (var column in organisation.Columns.Where(c => !c.IsClosed && organisation.IsPublic(c) && (c.IsGroup || c.Content.Trim().Length > 0)).DistinctBy(c => c.IsGroup))
        {
            string[] tags = column.IsGroup ? [.. ColumnTags.Where(t => t != "ColumnDescription")] : ColumnTags;
            if (Lacking(await HtmlAsync(columns, generation, ColumnPage.Prefix + column.Path, cancellation), [.. tags.Except(SiteTags)]) is { } lacking) yield return Of(column, lacking);
        }
        await foreach (var breach in ItemsAsync(db, cancellation)) yield return breach;

        Breach Of(Column column, string evidence) => new(Missing, column.Id, column.AgencyId, column.SectionId, column.Id, organisation.FullTitle(column), evidence, "/" + ColumnPage.Prefix + column.Path);
    }

    private async IAsyncEnumerable<Breach> ItemsAsync(PortalDbContext db, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var live = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);
        await foreach (var row in live.Where(r => r.ColumnId == null || r.Title == "").AsAsyncEnumerable().WithCancellation(cancellation)) yield return Of(row, "信息不属于任何栏目或者没有标题，网页标签不齐全");
        var types = await live.Select(r => r.ContentType).Distinct().ToListAsync(cancellation);
        foreach (var type in types.Order(StringComparer.Ordinal))
        {
            var newest = await live.Where(r => r.ContentType == type && r.ColumnId != null).OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId).FirstOrDefaultAsync(cancellation);
            if (newest is null || await content.ByIdsAsync([newest.ContentItemId], cancellation) is not [var item]) continue;
            if (Lacking(await items.RenderAsync(item, cancellation), [.. ItemTags.Except(SiteTags)]) is { } lacking) yield return Of(newest, lacking);
        }

        static Breach Of(ContentIndexRow row, string evidence) => new(Missing, row.ContentItemId, row.AgencyId, row.SectionId, row.ColumnId, row.Title, evidence, "/" + row.Path);
    }

    private async Task<string> HtmlAsync(IPublicPage page, Generation generation, string path, CancellationToken cancellation)
    {
        // Templates take the words of the interface in the culture of the flow they run in.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Culture);
        var request = new PublicRequest(generation, PageQuery.Read(page.Keys, _ => null), Culture, ContentCoding.Identity, path, page.Edition, Elder: false);
        return await page.HandleAsync(request, cancellation) is PublicAnswer.Page answer ? writer.Html(generation, Culture, answer.Content) : "";
    }

    /// <summary>The tags that the page lacks or leaves empty, as evidence; null where it has all.</summary>
    internal static string? Lacking(string html, IReadOnlyCollection<string> asked)
    {
        var tags = Metas().Matches(html).Select(m => (Name: Value(m.Value, "name"), Content: Value(m.Value, "content"))).Where(t => !string.IsNullOrWhiteSpace(t.Content)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var missing = asked.Where(t => !tags.Contains(t)).ToList();
        return missing.Count == 0 ? null : $"网页缺少标签 {string.Join("、", missing)}";
    }

    private static string? Value(string tag, string attribute) =>
        Attributes().Matches(tag).FirstOrDefault(a => a.Groups["name"].Value.Equals(attribute, StringComparison.OrdinalIgnoreCase)) is { } found ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;

    [GeneratedRegex("<meta\\s[^>]*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Metas();

    [GeneratedRegex("(?<name>[\\w-]+)\\s*=\\s*\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Attributes();
}
