using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Editing.Features;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Web.Tests.Finance;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.PublicSite;

/// <summary>What an item's page offers beside its text: contents, sharing, data for machines, tables as files, a mode for the old.</summary>
public sealed class ItemPageTests(SharedBureau shared)
{
    private const string Base = "https://rsj.example.gov.cn";
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_site_with_an_address_shares_items_by_a_code_and_describes_them_to_machines()
    {
        await using var app = await PortalApp.StartOpenedAsync("Portal:Site:BaseUrl=" + Base);
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("关于</script>的通知", "<p>一、总体要求</p><p>二、主要任务</p><p>三、保障措施</p>"));
        var draft = await bureau.ApprovedAsync(bureau.Article("草稿"));
        await app.CatchUpAsync();
        var path = await bureau.PathAsync(item.ContentItemId);
        using var citizen = app.Visitor();
        await citizen.GoAsync(path);
        Assert.Equal(["一、总体要求", "二、主要任务", "三、保障措施"], citizen.Page.QuerySelectorAll(".toc a").Select(a => a.TextContent));
        Assert.All(citizen.Page.QuerySelectorAll(".toc a"), a => Assert.NotNull(citizen.Page.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal(Base + path, citizen.Page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal($"{Base}/content/{item.ContentItemId}", citizen.Page.QuerySelector(".share__url")!.TextContent);
        var data = JsonNode.Parse(citizen.Page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["@graph"]!.AsArray();
        Assert.Equal(("关于</script>的通知", Base + path), ((string)data[0]!["headline"]!, (string)data[0]!["url"]!));
        Assert.Equal(Base + path, (string)data[1]!["itemListElement"]!.AsArray()[^1]!["item"]!);
        Assert.Equal("WebSite", (string)JsonNode.Parse((await citizen.GoAsync("/")).Page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["@type"]!);

        var code = await citizen.GetRawAsync($"/content/{item.ContentItemId}/qr.svg");
        Assert.Equal("image/svg+xml", code.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<path", await code.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var none in new[] { $"/content/{draft.ContentItemId}/qr.svg", "/content/x..y/qr.svg", "/content/nothing/qr.svg" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync(none)).StatusCode);
        }
    }

    [Fact]
    public async Task Without_an_address_of_the_site_no_page_names_one()
    {
        var item = await _bureau.PublishedAsync(_bureau.Article("没有网址的站点"));
        await _bureau.App.CatchUpAsync();
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(item.ContentItemId));
        Assert.Null(citizen.Page.QuerySelector("link[rel=canonical], .share, script[type='application/ld+json']"));
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync($"/content/{item.ContentItemId}/qr.svg")).StatusCode);
    }

    /// <summary>The readers start before the addresses are known; a portal at rest has no event that would make its pages anew.</summary>
    [Fact]
    public async Task A_portal_that_starts_again_links_to_every_module_from_its_first_page()
    {
        await using var place = await Reliability.Place.CreateAsync(onPostgreSql: false);
        await place.WithAsync(async services =>
        {
            await Startup.FirstStart.RunAsync(services, default);
            return true;
        });
        await using var served = await place.ServeAsync();
        using var citizen = served.Visitor();
        await citizen.GoAsync("/");
        Assert.NotNull(citizen.Page.QuerySelector("footer a[href='/corrections/new']"));
        Assert.NotNull(citizen.Page.QuerySelector("footer a[href='/feed.atom']"));
    }

    [Fact]
    public async Task Each_page_brings_the_style_its_policy_allows()
    {
        using var citizen = _bureau.App.Visitor();
        foreach (var address in new[] { "/", "/search?q=x", "/nothing-here", "/disclosure" })
        {
            await citizen.GoAsync(address);
            var style = citizen.Page.QuerySelector("head style")!.TextContent;
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
            Assert.Contains($"style-src 'self' 'sha256-{hash}'", string.Join(' ', citizen.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_table_of_a_budget_is_open_data_and_a_list_of_people_is_not()
    {
        var account = await _bureau.FinancePublishedAsync("FinalAccount", _bureau.Sample("FinalAccount", "可下载的决算"));
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(account.ContentItemId));
        var links = citizen.Page.QuerySelectorAll(".downloads a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains($"/content/{account.ContentItemId}/tables/ThreePublic.csv", links);
        Assert.NotEmpty(citizen.Page.QuerySelectorAll("figure[data-chart]"));

        var csv = await citizen.GetRawAsync(links.First(l => l.EndsWith("ThreePublic.csv", StringComparison.Ordinal)));
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("attachment", csv.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var lines = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFF项目,上年决算数,预算数,决算数", lines[0]);
        Assert.Contains(lines, l => l.StartsWith("合计,", StringComparison.Ordinal) && l.EndsWith(",7.6", StringComparison.Ordinal));
        var json = JsonNode.Parse(await (await citizen.GetRawAsync($"/content/{account.ContentItemId}/tables/ThreePublic.json")).Content.ReadAsStringAsync())!;
        Assert.Equal("可下载的决算", (string)json["item"]!);
        Assert.Equal(lines.Length - 1, json["rows"]!.AsArray().Count);

        foreach (var none in new[] { "ThreePublic.xml", "ThreePublic", "Nothing.csv", "Narrative.csv", "../ThreePublic.csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync($"/content/{account.ContentItemId}/tables/{none}")).StatusCode);
        }
        Assert.True((await _bureau.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(account.ContentItemId, "content-error"), await _bureau.ActorAsync("publisher"), default)).Succeeded);
        await _bureau.App.CatchUpAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync($"/content/{account.ContentItemId}/tables/ThreePublic.csv")).StatusCode);
    }

    [Fact]
    public async Task What_a_version_changed_stands_on_its_page_and_not_on_the_next_ones()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("会更正的公告"));
        var path = await bureau.PathAsync(item.ContentItemId);
        using var editor = await bureau.SignedInAsync("editor");
        using var citizen = app.Visitor();
        Assert.Contains("本页为首次公开的版本", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Content/Edit?type=Article");
        Assert.Null(editor.Page.QuerySelector("[name='DisclosurePart.ChangeNote']"));

        var second = await ReviseAsync(bureau, editor, item.ContentItemId, "更正第二段的受理电话");
        Assert.Contains("第 2 版", (await citizen.GoAsync(path)).Page.QuerySelector(".doc__version")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("：更正第二段的受理电话", citizen.Page.QuerySelector(".doc__version")!.TextContent, StringComparison.Ordinal);
        await editor.GoAsync("/Admin/Content/Item/" + item.ContentItemId);
        Assert.Contains("更正第二段的受理电话", editor.Text, StringComparison.Ordinal);

        // The next version begins without a note, whether an editor writes it, a list is imported or the version is restored.
        await editor.GoAsync("/Admin/Content/Edit/" + item.ContentItemId);
        Assert.Equal("", editor.Page.QuerySelector("[name='DisclosurePart.ChangeNote']")!.TextContent.Trim());
        var live = JsonNode.Parse(await bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == second).Select(v => v.Data).SingleAsync()))!.AsObject();
        live["HtmlBodyPart"]!["Html"] = "<p>再改一次。</p>";
        await bureau.PublishedAsync(live, item.ContentItemId);
        Assert.DoesNotContain("更正第二段的受理电话", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        var restored = Bureau.Must(await bureau.App.Get<RestoreVersion>().HandleAsync(new RestoreVersionCommand(second), await bureau.ActorAsync("editor"), default));
        Assert.DoesNotContain("受理电话", await bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == restored.VersionId).Select(v => v.Data).SingleAsync()), StringComparison.Ordinal);

        await editor.GoAsync("/Admin/Content/Edit/" + item.ContentItemId);
        await editor.SubmitAsync("form[enctype]", new() { ["DisclosurePart.ChangeNote"] = new string('改', 201) });
        Assert.Contains("变更说明", editor.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_words_may_be_said_of_two_versions_and_a_withdrawn_versions_words_do_not_return()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("两次更正的公告"));
        var path = await bureau.PathAsync(item.ContentItemId);
        using var editor = await bureau.SignedInAsync("editor");
        using var citizen = app.Visitor();
        await ReviseAsync(bureau, editor, item.ContentItemId, "更正错别字");
        await ReviseAsync(bureau, editor, item.ContentItemId, "更正错别字", "<p>又改过的正文。</p>");
        Assert.Contains("第 3 版", (await citizen.GoAsync(path)).Page.QuerySelector(".doc__version")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("：更正错别字", citizen.Page.QuerySelector(".doc__version")!.TextContent, StringComparison.Ordinal);

        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(item.ContentItemId, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await editor.GoAsync("/Admin/Content/Edit/" + item.ContentItemId);
        Assert.Equal("", editor.Page.QuerySelector("[name='DisclosurePart.ChangeNote']")?.TextContent.Trim() ?? "");
        await editor.SubmitAsync("form[enctype]", new() { ["HtmlBodyPart.Html"] = "<p>重新起草的正文。</p>" });
        Assert.DoesNotContain("更正错别字", await app.QueryAsync(db => (from i in db.Set<ContentItemRow>() join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
            where i.Id == item.ContentItemId select v.Data).SingleAsync()), StringComparison.Ordinal);
    }

    /// <summary>An editor changes a live item; the others let it out. Answers the version.</summary>
    private static async Task<string> ReviseAsync(Bureau bureau, Visitor editor, string itemId, string note, string html = "<p>改过的正文。</p>")
    {
        bureau.App.Clock.Set("2026-11-20 10:10");
        await editor.GoAsync("/Admin/Content/Edit/" + itemId);
        await editor.SubmitAsync("form[enctype]", new() { ["HtmlBodyPart.Html"] = html, ["DisclosurePart.ChangeNote"] = note });
        var version = await bureau.App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == itemId).Select(i => i.LatestVersionId).SingleAsync());
        Bureau.Must(await bureau.SubmitAsync(version));
        Bureau.Must(await bureau.DecideAsync(version, "section-head", "head"));
        Bureau.Must(await bureau.DecideAsync(version, "confidentiality", "reviewer"));
        Bureau.Must(await bureau.PublishAsync(version));
        await bureau.App.CatchUpAsync();
        return version;
    }

    [Fact]
    public async Task A_reader_keeps_the_easy_mode_and_the_language_without_script()
    {
        using var reader = _bureau.App.Visitor();
        using var other = _bureau.App.Visitor();
        await reader.GoAsync("/display?elder=on");
        Assert.Equal("/", reader.Url);
        Assert.Equal("elder", reader.Page.DocumentElement.ClassName);
        Assert.Equal("elder", (await reader.GoAsync("/disclosure")).Page.DocumentElement.ClassName);
        // What one reader chose, another does not get from the cache.
        Assert.False((await other.GoAsync("/disclosure")).Page.DocumentElement.HasAttribute("class"));
        await reader.GoAsync("/display?culture=en");
        Assert.Equal("en", reader.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("elder", reader.Page.DocumentElement.ClassName);
        await reader.GoAsync("/display?elder=off&culture=xx");
        Assert.Equal(("en", null), (reader.Page.DocumentElement.GetAttribute("lang"), reader.Page.DocumentElement.GetAttribute("class")));
    }

    [Theory]
    [InlineData("http://localhost/columns/zcwj?year=2026", "/columns/zcwj?year=2026")]
    [InlineData("http://elsewhere.example/columns/zcwj", "/")]
    [InlineData("http://localhost//elsewhere.example", "/")]
    [InlineData("http://localhost/display?elder=on", "/")]
    [InlineData("not an address", "/")]
    [InlineData(null, "/")]
    public async Task Choosing_how_to_read_leads_back_to_a_page_of_this_site_and_nowhere_else(string? from, string to)
    {
        using var http = _bureau.App.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/display?elder=on");
        if (from is not null) request.Headers.TryAddWithoutValidation("Referer", from);
        using var answer = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.SeeOther, to), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    /// <summary>A policy that comes with «not modified» would replace the one that allows the page's own style.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/disclosure")]
    public async Task What_was_not_modified_brings_no_other_policy(string address)
    {
        using var http = _bureau.App.App.GetTestClient();
        using var first = await http.GetAsync(new Uri(address, UriKind.Relative));
        // Others publish meanwhile; then the page is another one, and is asked for once more.
        for (var tries = 0; tries < 5; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfNoneMatch.Add(tries == 0 ? first.Headers.ETag! : (await http.GetAsync(new Uri(address, UriKind.Relative))).Headers.ETag!);
            using var again = await http.SendAsync(request);
            if (again.StatusCode != HttpStatusCode.NotModified) continue;
            Assert.False(again.Headers.Contains("Content-Security-Policy"));
            return;
        }
        Assert.Fail("The page was another one each time.");
    }

    [Fact]
    public async Task A_preview_in_the_admin_has_no_style_its_policy_would_refuse()
    {
        var draft = Bureau.Must(await _bureau.DraftAsync(_bureau.Article("预览用的草稿")));
        using var editor = await _bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Preview/{draft.VersionId}");
        Assert.Contains("预览用的草稿", editor.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(editor.Page.QuerySelectorAll("style"));
        Assert.NotNull(editor.Page.QuerySelector("link[rel=stylesheet]"));
    }
}
