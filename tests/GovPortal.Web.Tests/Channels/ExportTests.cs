using System.IO.Compression;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Channels;

/// <summary>Packages of what is public, opened and read back.</summary>
[AnyEngine]
public sealed class ExportTests
{
    [Fact]
    public async Task Packages_hold_what_is_public_and_nothing_else()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var bureau = office.Bureau;
        var id = Kernel.Content.ContentIds.New();
        Must(await bureau.DraftAsync(bureau.Article("带附件的通知"), newId: id));
        var file = await bureau.AttachAsync(id, "申领表.txt", "申领表，一式两份。"u8.ToArray());
        await bureau.PublishedAsync(bureau.Article("带附件的通知", $"<p>正文，见<a href=\"/media/{file.Path}\">申领表</a>。</p>"), id);
        var second = await bureau.PublishedAsync(bureau.Article("另一栏目的通知", $"<p>参见<a href=\"/content/{id}\">上一通知</a>和<a href=\"https://other.example/x\">外站</a>。</p>", column: "补贴公示"));
        Must(await bureau.DraftAsync(bureau.Article("绝密草稿")));
        var inside = await bureau.PublishedAsync(bureau.Article("只在内部发布"));
        await office.App.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().Where(r => r.ContentItemId == inside.ContentItemId).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsInternal, true)));
        await bureau.DraftAsync(bureau.Article("改到一半的新版本"), itemId: id);
        await office.App.CatchUpAsync();

        await StaticAsync(office, id, second.ContentItemId, file.Path, file.Sha256);
        await TagsAsync(office, id);
        await JsonAsync(office, id, second.ContentItemId);

        // Through the page, by column and day.
        using var publisher = await bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Channels/Export");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(publisher.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("json"), "format" }, { new StringContent(bureau.Column("补贴公示").Id), "column" }, { new StringContent("2026-11-20"), "from" }, { new StringContent("2026-11-20"), "to" },
        };
        using var answer = await publisher.PostRawAsync("/Admin/Channels/Export", form);
        Assert.Equal(("application/zip", "公开信息-内容JSON-2026-11-20.zip"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        using var chosen = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal([second.ContentItemId], Items(chosen).Select(i => (string)i["ContentItemId"]!));
        Assert.Equal(1, await office.App.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "site.exported")));
        Assert.True((await office.App.Get<ExportSite>().HandleAsync(Stream.Null, ExportFormat.Json, new ExportFilter(Column: "nowhere"), Actor.System, trusted: true, default)).Has("export.unknown-column"));
    }

    [Theory]
    [InlineData(ExportFormat.Static)]
    [InlineData(ExportFormat.Tags)]
    [InlineData(ExportFormat.Json)]
    public async Task Queries_of_an_export_do_not_grow_with_the_items_of_a_batch(ExportFormat format)
    {
        using var commands = new Performance.CommandCounter();
        await using var office = await ChannelOffice.OpenAsync();
        await office.Bureau.PublishedAsync(office.Bureau.Article("第一条"));
        var one = await commands.CommandsAsync(WrittenAsync);
        for (var i = 0; i < 6; i++) await office.Bureau.PublishedAsync(office.Bureau.Article($"又一条{i}"));
        Assert.Equal(one, await commands.CommandsAsync(WrittenAsync));
        Assert.InRange(one, 2, 60);

        async Task WrittenAsync()
        {
            using var bytes = new MemoryStream();
            Must(await office.App.Get<ExportSite>().HandleAsync(bytes, format, new ExportFilter(), Actor.System, trusted: true, default));
        }
    }

    [Fact]
    public async Task Only_those_who_manage_channels_or_read_all_export()
    {
        await using var office = await ChannelOffice.OpenAsync();
        foreach (var (name, may) in new[] { ("editor", false), ("head", false), ("reviewer", true), ("office", true), ("publisher", true), ("admin", true) })
        {
            using var person = name == "admin" ? await office.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await office.Bureau.SignedInAsync(name);
            var status = (int)(await person.GetRawAsync("/Admin/Channels/Export")).StatusCode;
            Assert.True(status == (may ? 200 : 403), $"{name} {status}");
        }
    }

    [Fact]
    public async Task Channels_go_into_a_recipe_without_their_secrets_and_come_back_the_same()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal);
        await office.ChannelAsync(ChannelKind.WeChat);
        await office.ChannelAsync(ChannelKind.Weibo, repeats: true, account: "203.0.113.9");
        var export = office.App.Services.GetServices<IRecipeExport>().Single(e => e.GetType().Name == "ChannelsExport");
        var steps = await office.App.QueryAsync(db => export.StepsAsync(db, default));
        var text = Assert.Single(steps).ToJsonString();
        Assert.DoesNotContain(StandIn.AppSecret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret", text, StringComparison.Ordinal);
        await office.App.QueryAsync(db => db.Set<Channel>().ExecuteDeleteAsync());
        var step = office.App.Services.GetServices<IRecipeStep>().Single(s => s.Name == "Channels");
        for (var round = 0; round < 2; round++)
        {
            var context = new RecipeStepContext((JsonObject)JsonNode.Parse(text)!, ".", Actor.System, Trusted: true, null);
            Assert.Empty(await step.CheckAsync(context, default));
            Assert.True((await step.ExecuteAsync(context, default)).Succeeded);
        }
        var back = Assert.Single(await office.App.QueryAsync(db => export.StepsAsync(db, default)));
        static IEnumerable<string> Sorted(JsonObject s) => s["channels"]!.AsArray().Select(c => c!.ToJsonString()).Order(StringComparer.Ordinal);
        Assert.Equal(Sorted(steps[0]), Sorted(back));
        var wrong = new RecipeStepContext((JsonObject)JsonNode.Parse("""{"name":"Channels","channels":[{"title":"甲","kind":"fax","tilte":1}]}""")!, ".", Actor.System, Trusted: true, null);
        Assert.Equal(["recipe.unknown-member", "channel.unknown-kind"], (await step.CheckAsync(wrong, default)).Select(f => f.Code));
    }

    private static async Task StaticAsync(ChannelOffice office, string first, string second, string mediaPath, string sha256)
    {
        using var zip = await PackAsync(office, ExportFormat.Static);
        var names = zip.Entries.Select(e => e.FullName).ToHashSet();
        Assert.Equal(names.Count, zip.Entries.Count);
        Assert.Equal(2, names.Count(n => n.StartsWith("pages/", StringComparison.Ordinal)));
        await using (var attached = zip.GetEntry("media/" + mediaPath)!.Open()) Assert.Equal(sha256, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(attached)));
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".html", StringComparison.Ordinal)))
        {
            var html = Text(entry);
            Hides(html);
            using var page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("form"));
            foreach (var address in page.QuerySelectorAll("[href], [src]").Where(e => e.GetAttribute("rel") != "canonical").SelectMany(e => new[] { e.GetAttribute("href"), e.GetAttribute("src") }).OfType<string>())
            {
                Assert.False(address.StartsWith('/'), $"{entry.FullName}: {address}");
                if (address.StartsWith('#') || Uri.TryCreate(address, UriKind.Absolute, out _)) continue;
                var target = new Uri(new Uri("http://zip/" + entry.FullName), address);
                Assert.True(names.Contains(Uri.UnescapeDataString(target.AbsolutePath[1..])), $"{entry.FullName}: {address}");
            }
        }
        var index = Text(zip.GetEntry("index.html")!);
        Assert.Contains("带附件的通知", index, StringComparison.Ordinal);
        Assert.Contains("补贴公示</h2>", index, StringComparison.Ordinal);
        var own = Text(zip.GetEntry("pages" + await office.Bureau.PathAsync(first) + ".html")!);
        Assert.Contains("../assets/site.css", own, StringComparison.Ordinal);
        Assert.Contains("media/" + mediaPath.Split('/')[0], own, StringComparison.Ordinal);
        var other = Text(zip.GetEntry("pages" + await office.Bureau.PathAsync(second) + ".html")!);
        Assert.Contains("pages" + await office.Bureau.PathAsync(first) + ".html\">上一通知", other, StringComparison.Ordinal);
        Assert.Contains("https://other.example/x", other, StringComparison.Ordinal);
    }

    private static async Task TagsAsync(ChannelOffice office, string first)
    {
        using var zip = await PackAsync(office, ExportFormat.Tags);
        Assert.Equal(3, zip.Entries.Count);
        using var page = new HtmlParser().ParseDocument(Text(zip.GetEntry(first + ".html")!));
        var tags = page.QuerySelectorAll("head meta[name]").ToDictionary(m => m.GetAttribute("name")!, m => m.GetAttribute("content")!);
        Assert.Equal(
            ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ColumnKeywords", "ArticleTitle", "PubDate", "ContentSource", "Author", "Keywords", "Url"],
            tags.Keys.Where(k => k != "ColumnDescription"));
        Assert.Equal(("澄溪县人力资源和社会保障局", "3300000001", "就业政策", "带附件的通知", "2026-11-20 10:00"), (tags["SiteName"], tags["SiteIDCode"], tags["ColumnName"], tags["ArticleTitle"], tags["PubDate"]));
        Assert.Equal(ChannelOffice.BaseUrl + await office.Bureau.PathAsync(first), tags["Url"]);
        Assert.StartsWith(ChannelOffice.BaseUrl + "/media/", page.QuerySelector("body a")!.GetAttribute("href"), StringComparison.Ordinal);
        var table = Text(zip.GetEntry("index.csv")!);
        Hides(table);
        Assert.Equal(3, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{first}.html,{first},带附件的通知,2026-11-20 10:00", table, StringComparison.Ordinal);
    }

    private static async Task JsonAsync(ChannelOffice office, params string[] ids)
    {
        using var zip = await PackAsync(office, ExportFormat.Json);
        var items = Items(zip);
        Hides(Text(zip.GetEntry("Recipe.json")!));
        Assert.Equal(ids.Order(StringComparer.Ordinal), items.Select(i => (string)i["ContentItemId"]!).Order(StringComparer.Ordinal));
        Assert.All(items, i => Assert.True((bool)i["Published"]!));
    }

    private static List<JsonObject> Items(ZipArchive zip)
    {
        var step = Assert.Single(JsonNode.Parse(Text(zip.GetEntry("Recipe.json")!))!["steps"]!.AsArray())!;
        Assert.Equal("Content", (string?)step["name"]);
        return [.. step["data"]!.AsArray().OfType<JsonObject>()];
    }

    private static void Hides(string text)
    {
        foreach (var hidden in (string[])["绝密草稿", "只在内部发布", "改到一半"]) Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
    }

    private static async Task<ZipArchive> PackAsync(ChannelOffice office, ExportFormat format)
    {
        var bytes = new MemoryStream();
        Assert.Equal(2, Must(await office.App.Get<ExportSite>().HandleAsync(bytes, format, new ExportFilter(), Actor.System, trusted: true, default)));
        return new ZipArchive(bytes);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
