using System.Net;
using GovPortal.Kernel.Events;
using GovPortal.Search.Features;
using GovPortal.Search.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Search;

/// <summary>系统 → 搜索设置 and 搜索统计, from the administrator's form to the reader's page.</summary>
public sealed class SearchSettingsPageTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task Synonyms_and_pins_set_by_an_administrator_are_met_by_the_next_reader()
    {
        var item = await _bureau.PublishedAsync(_bureau.Article("农村水利工程管护责任公布"));
        using var reader = _bureau.App.Visitor();
        var address = "/search?q=" + Uri.EscapeDataString("塘坝子");
        await reader.GoAsync(address);
        Assert.Empty(reader.Page.QuerySelectorAll(".item"));

        using var admin = await AdminAsync();
        await admin.GoAsync("/Admin/SearchSettings?word=" + Uri.EscapeDataString("塘坝子"));
        Assert.Contains("塘坝子", admin.Page.QuerySelector("textarea[name=Synonyms]")!.TextContent, StringComparison.Ordinal);
        await admin.SubmitAsync("form[data-guard]", new() { ["Synonyms"] = "塘坝子", ["Words"] = "镇" }, "words");
        Assert.Contains("第 1 行只有一个词", admin.Text, StringComparison.Ordinal);
        Assert.Contains("过短", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[data-guard]", new() { ["Synonyms"] = "塘坝子 水利工程", ["Words"] = "" }, "words");
        Assert.Contains("搜索词语已保存", admin.Text, StringComparison.Ordinal);
        await _bureau.App.CatchUpAsync();
        await reader.GoAsync(address);
        Assert.Contains("农村水利工程管护责任公布", Assert.Single(reader.Page.QuerySelectorAll(".item")).TextContent, StringComparison.Ordinal);

        var path = await _bureau.PathAsync(item.ContentItemId);
        await admin.GoAsync("/Admin/SearchSettings?query=" + Uri.EscapeDataString("防汛值班"));
        await admin.SubmitAsync("#pin", new() { ["Item"] = "没有这条信息" }, "pin");
        Assert.Contains("没有找到这条已发布的信息", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("#pin", new() { ["Item"] = path }, "pin");
        Assert.Contains("已置顶", admin.Text, StringComparison.Ordinal);
        await _bureau.App.CatchUpAsync();
        await reader.GoAsync("/search?q=" + Uri.EscapeDataString("防汛值班"));
        Assert.Contains("推荐", reader.Page.QuerySelector(".item")!.TextContent, StringComparison.Ordinal);
        var kinds = await _bureau.App.QueryAsync(db => db.Set<PortalEvent>().Select(e => e.Kind).Distinct().ToListAsync());
        Assert.Contains(SaveSearchWords.Changed, kinds);
        Assert.Contains(PinItem.Changed, kinds);
    }

    [Fact]
    public async Task What_readers_ask_is_in_the_report_though_their_pages_come_from_the_cache()
    {
        using var reader = _bureau.App.Visitor();
        var address = "/search?q=" + Uri.EscapeDataString("飞行汽车牌照");
        for (var i = 0; i < 3; i++) await reader.GetRawAsync(address);
        await reader.GetRawAsync(address + "&page=2");
        await reader.GetRawAsync("/search?q=13900001111");
        await _bureau.App.Get<GovPortal.Search.Asked.WriteQueryBook>().WriteAsync(TestContext.Current.CancellationToken);
        var rows = await _bureau.App.QueryAsync(db => db.Set<SearchQueryCount>().ToListAsync());
        Assert.Equal((3, 3), rows.Where(r => r.Text == "飞行汽车牌照").Select(r => (r.Asked, r.WithoutResult)).Single());
        Assert.DoesNotContain(rows, r => r.Text.Contains("13900001111", StringComparison.Ordinal));

        using var admin = await AdminAsync();
        await admin.GoAsync("/Admin/SearchReport");
        Assert.Contains("飞行汽车牌照", admin.Text, StringComparison.Ordinal);
        await admin.GoAsync(admin.Page.QuerySelectorAll("a").First(a => a.GetAttribute("aria-label") == "为“飞行汽车牌照”设同义词").GetAttribute("href")!);
        Assert.Contains("飞行汽车牌照", admin.Page.QuerySelector("textarea[name=Synonyms]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Admin/SearchSettings")]
    [InlineData("/Admin/SearchReport")]
    [InlineData("/Admin/Queries")]
    public async Task Others_are_kept_out(string page)
    {
        using var editor = await _bureau.SignedInAsync("editor");
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetRawAsync(page)).StatusCode);
        using var stranger = _bureau.App.Visitor();
        await stranger.GoAsync(page);
        Assert.StartsWith("/Login", stranger.Url, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<Visitor> AdminAsync() => await _bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
}
