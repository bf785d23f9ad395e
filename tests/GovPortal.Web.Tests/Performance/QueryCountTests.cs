using System.Text.Json.Nodes;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Performance;

/// <summary>SQL on an uncached public page: one for an item, at most three for home and a column, none for search and for what the cache holds.</summary>
public sealed class QueryCountTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    public async Task Queries_per_page_do_not_grow_with_the_number_of_items(int items)
    {
        // Subscribed before the portal starts: the data library remembers for a while that nobody listened.
        using var commands = new CommandCounter();
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var last = "";
        for (var i = 0; i < items; i++) last = (await bureau.PublishedAsync(bureau.Article($"第{i}条"))).ContentItemId;
        var path = await bureau.PathAsync(last);
        var list = await ListAsync(bureau, items);
        using var visitor = app.Visitor();
        await visitor.GetRawAsync("/robots.txt");

        Assert.InRange(await commands.CountAsync(() => visitor.GetRawAsync("/")), 1, 3);
        Assert.InRange(await commands.CountAsync(() => visitor.GetRawAsync("/columns/" + bureau.Column("就业政策").Path)), 1, 3);
        Assert.Equal(1, await commands.CountAsync(() => visitor.GetRawAsync(path)));
        Assert.Equal(1, await commands.CountAsync(() => visitor.GetRawAsync(list)));
        Assert.Equal(0, await commands.CountAsync(() => visitor.GetRawAsync("/search?q=" + Uri.EscapeDataString("正文"))));
        Assert.Equal(0, await commands.CountAsync(() => visitor.GetRawAsync(path)));
        Assert.Equal(0, await commands.CountAsync(() => visitor.GetRawAsync("/?utm_source=x")));

        // What the list's page knows without a query is what a rebuilt index knows.
        Task<string> Facts() => app.QueryAsync(db => db.Set<ContentIndexRow>().Where(r => r.IsPublished && "/" + r.Path == list).Select(r => r.Facts).SingleAsync());
        var before = JsonNode.Parse(await Facts())!["contained"]!;
        Assert.Equal(items / 2, (int)before["total"]!);
        await app.Get<Reindex>().HandleAsync(null, default);
        Assert.Equal(before.ToJsonString(), JsonNode.Parse(await Facts())!["contained"]!.ToJsonString());
    }

    /// <summary>The address of a list with half as many items in it.</summary>
    private static async Task<string> ListAsync(Bureau bureau, int items)
    {
        var list = Bureau.Must(await bureau.App.Get<SaveDraft>().HandleAsync(
            new SaveDraftCommand(null, "Topic", bureau.Article("专题")), await bureau.ActorAsync("editor"), default));
        Bureau.Must(await bureau.SubmitAsync(list.VersionId));
        Bureau.Must(await bureau.DecideAsync(list.VersionId, "section-head", "head"));
        Bureau.Must(await bureau.DecideAsync(list.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await bureau.PublishAsync(list.VersionId));
        for (var i = 0; i < items / 2; i++)
        {
            var data = bureau.Article($"专题第{i}条");
            data["ContainedPart"] = new JsonObject { ["ListContentItemId"] = list.ContentItemId, ["ListContentType"] = "Topic", ["Order"] = i };
            await bureau.PublishedAsync(data);
        }
        return await bureau.PathAsync(list.ContentItemId);
    }
}
