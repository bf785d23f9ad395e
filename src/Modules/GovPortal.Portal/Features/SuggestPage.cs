using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>What a text may become: words and titles of published items, and columns. Without the database.</summary>
internal static class Suggestions
{
    private const int MostColumns = 3;

    public static (IReadOnlyList<Link> Words, IReadOnlyList<Link> Titles, IReadOnlyList<Link> Columns) Of(IPublicSearch search, Generation generation, string text)
    {
        if (text.Length == 0) return ([], [], []);
        var found = search.Suggest(text);
        var organisation = generation.Organisation;
        return (
            [.. found.Where(s => s.Url is null).Select(s => new Link(s.Text, new PageQuery { Text = s.Text }.Url(SearchPage.Address)))],
            [.. found.Where(s => s.Url is not null).Select(s => new Link(s.Text, s.Url!))],
            [.. organisation.Columns.Where(c => c.Title.Contains(text, StringComparison.OrdinalIgnoreCase) && SiteMenu.Shown(organisation, c)).Take(MostColumns).Select(SiteMenu.Link)]);
    }
}

/// <summary><c>/search/suggest</c>: as a page, for who has no script.</summary>
internal sealed class SuggestPage(IPublicSearch search, SiteMenu menu, ITexts texts) : IPublicPage
{
    public const string Path = "search/suggest";

    public QueryKeys Keys => QueryKeys.Text;

    public string Edition => search.LastEventId.ToString(CultureInfo.InvariantCulture);

    public Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (generation, text) = (request.Generation, request.Query.Text);
        var (words, titles, columns) = Suggestions.Of(search, generation, text);
        return Task.FromResult<PublicAnswer>(new PublicAnswer.Page(new PublicPage("Suggest", new SuggestModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture,
            Breadcrumbs = [menu.Home, new Link(texts["搜索公开信息"], SearchPage.Address)],
            Page = new PageInfo(texts["相关词语"], request.Query.Url("/" + Path), null, "search"),
            Query = text, Words = words, Titles = titles, Columns = columns,
        })));
    }
}

/// <summary><c>/search/suggest.json</c>: the same for the script of the search box, <c>[{"text":…,"url":…,"kind":…}]</c>.</summary>
internal sealed class SuggestFile(IPublicSearch search) : IPublicPage
{
    public const string Path = "search/suggest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public QueryKeys Keys => QueryKeys.Text;

    public string Edition => search.LastEventId.ToString(CultureInfo.InvariantCulture);

    public Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (words, titles, columns) = Suggestions.Of(search, request.Generation, request.Query.Text);
        var all = Entries(words, "word").Concat(Entries(columns, "column")).Concat(Entries(titles, "title"));
        return Task.FromResult<PublicAnswer>(new PublicAnswer.File("application/json; charset=utf-8", JsonSerializer.Serialize(all, Json)));
    }

    private static IEnumerable<Entry> Entries(IEnumerable<Link> links, string kind) => links.Select(l => new Entry(l.Title, l.Url, kind));

    private sealed record Entry(string Text, string Url, string Kind);
}
