using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Search;

/// <summary>What a reader does on the search page, without script.</summary>
public sealed class SearchPageTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_word_that_only_an_attachment_has_is_found_and_the_file_is_named()
    {
        var id = ContentIds.New();
        var data = _bureau.Article("困难群体帮扶对象名册公布", "<p>名册见附件。</p>");
        var file = await _bureau.AttachAsync(id, "帮扶对象名册.txt", Encoding.UTF8.GetBytes("序号 村组 情况\n1 鹧鸪坪三组 已核实"));
        data["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(file.Path) } };
        await PublishAsync(data, id);
        await _bureau.App.CatchUpAsync();
        using var reader = _bureau.App.Visitor();
        await reader.GoAsync("/search?q=" + Uri.EscapeDataString("鹧鸪坪"));
        var hit = Assert.Single(reader.Page.QuerySelectorAll(".item"));
        Assert.Contains("困难群体帮扶对象名册公布", hit.TextContent, StringComparison.Ordinal);
        Assert.Contains("见附件《帮扶对象名册.txt》", hit.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_is_answered_as_meant_with_a_way_back_to_what_was_typed()
    {
        await PublishAsync(_bureau.Article("蔬菜大棚薄膜回收办法"));
        await _bureau.App.CatchUpAsync();
        using var reader = _bureau.App.Visitor();
        await reader.GoAsync("/search?q=" + Uri.EscapeDataString("蔬菜大鹏"));
        Assert.Contains("以下是“蔬菜大棚”的搜索结果", reader.Text, StringComparison.Ordinal);
        Assert.Contains("蔬菜大棚薄膜回收办法", reader.Text, StringComparison.Ordinal);
        var back = reader.Page.QuerySelector(".hits__note a")!.GetAttribute("href")!;
        await reader.GoAsync(back);
        Assert.DoesNotContain("以下是", reader.Text, StringComparison.Ordinal);
        await reader.GoAsync("/search?q=shucaidapeng");
        Assert.Contains("蔬菜大棚薄膜回收办法", reader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_finds_nothing_is_told_where_to_go_on()
    {
        using var reader = _bureau.App.Visitor();
        await reader.GoAsync("/search?q=" + Uri.EscapeDataString("锟斤拷魑魅"));
        Assert.Equal(200, (int)reader.Response.StatusCode);
        var ways = reader.Page.QuerySelectorAll(".empty a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains(ways, w => w.StartsWith("/search/suggest?q=", StringComparison.Ordinal));
        Assert.Contains("/search?type=ServiceGuide", ways);
        Assert.Contains(ways, w => w.StartsWith("/columns/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_being_typed_is_completed_for_the_script_and_as_a_page()
    {
        await PublishAsync(_bureau.Article("河道采砂规划公布"));
        await _bureau.App.CatchUpAsync();
        using var reader = _bureau.App.Visitor();
        var answer = await reader.GetRawAsync("/search/suggest.json?q=" + Uri.EscapeDataString("河道采"));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var entries = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        var title = entries.Single(e => (string)e!["text"]! == "河道采砂规划公布")!;
        Assert.Equal("title", (string)title["kind"]!);
        await reader.GoAsync("/search/suggest?q=hedao");
        Assert.Contains("河道采砂规划公布", reader.Text, StringComparison.Ordinal);
        await reader.GoAsync((string)title["url"]!);
        Assert.Contains("河道采砂规划公布", reader.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    private async Task PublishAsync(JsonObject data, string? newId = null)
    {
        var draft = Must(await _bureau.DraftAsync(data, newId: newId));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await _bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await _bureau.PublishAsync(draft.VersionId));
    }
}
