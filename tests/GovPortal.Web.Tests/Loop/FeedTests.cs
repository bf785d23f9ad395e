using System.Net;
using System.Xml.Linq;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Loop;

/// <summary>What machines read: feeds and the map of the site.</summary>
public sealed class FeedTests
{
    private const string Base = "https://rsj.example.gov.cn";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Feeds_and_the_map_name_what_is_live_and_nothing_else()
    {
        await using var app = await PortalApp.StartOpenedAsync("Portal:Site:BaseUrl=" + Base);
        var bureau = await Bureau.OpenAsync(app);
        var live = await bureau.PublishedAsync(bureau.Article("关于《条例》<解读> & 问答", "<p>补贴申领条件。</p>"));
        await bureau.ApprovedAsync(bureau.Article("还没有发布的草稿"));
        var gone = await bureau.PublishedAsync(bureau.Article("已经撤下的信息"));
        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(gone.ContentItemId, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.CatchUpAsync();
        using var reader = app.Visitor();
        var path = await bureau.PathAsync(live.ContentItemId);

        foreach (var address in new[] { "/feed.atom", $"/columns/{bureau.Column("就业政策").Path}/feed.atom", "/columns/jycy/feed.atom" })
        {
            var answer = await reader.GetRawAsync(address);
            Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
            var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
            Assert.Equal(Base + address, feed.Elements(Atom + "link").Single(l => (string?)l.Attribute("rel") == "self").Attribute("href")!.Value);
            var entry = Assert.Single(feed.Elements(Atom + "entry"));
            Assert.Equal(("关于《条例》<解读> & 问答", "就业服务中心", Base + path, $"{Base}/content/{live.ContentItemId}"),
                (entry.Element(Atom + "title")!.Value, entry.Element(Atom + "author")!.Element(Atom + "name")!.Value, entry.Element(Atom + "link")!.Attribute("href")!.Value, entry.Element(Atom + "id")!.Value));
        }
        Assert.Empty(XDocument.Parse(await Text($"/columns/{bureau.Column("社保政策").Path}/feed.atom")).Root!.Elements(Atom + "entry"));
        foreach (var none in new[] { "/columns/nothing/feed.atom", $"/columns/{bureau.Column("督查通报").Path}/feed.atom", "/columns/feed.atom", "/sitemap-2.xml", "/sitemap-0.xml" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await reader.GetRawAsync(none)).StatusCode);
        }

        var map = XDocument.Parse(await Text("/sitemap.xml")).Root!;
        var addresses = map.Elements(Sitemaps + "url").Select(u => u.Element(Sitemaps + "loc")!.Value).ToList();
        Assert.Contains(Base + path, addresses);
        Assert.Contains(Base + "/columns/" + bureau.Column("就业政策").Path, addresses);
        Assert.DoesNotContain(Base + "/columns/" + bureau.Column("督查通报").Path, addresses);
        Assert.Equal(addresses.Distinct().Count(), addresses.Count);
        Assert.Contains($"Sitemap: {Base}/sitemap.xml", await Text("/robots.txt"), StringComparison.Ordinal);
        Assert.Contains((await reader.GoAsync("/columns/" + bureau.Column("就业政策").Path)).Page.QuerySelectorAll("link[type='application/atom+xml']"), l => l.GetAttribute("href")!.EndsWith("/feed.atom", StringComparison.Ordinal));

        async Task<string> Text(string address) => await (await reader.GetRawAsync(address)).Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Without_a_base_address_there_is_no_map_and_feeds_name_their_items_all_the_same()
    {
        await using var app = await PortalApp.StartAsync();
        using var reader = app.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetRawAsync("/sitemap.xml")).StatusCode);
        Assert.Equal("urn:govportal:feed.atom", XDocument.Parse(await (await reader.GetRawAsync("/feed.atom")).Content.ReadAsStringAsync()).Root!.Element(Atom + "id")!.Value);
    }
}
