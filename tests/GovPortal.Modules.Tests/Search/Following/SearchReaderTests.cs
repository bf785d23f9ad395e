using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Search.Features;
using GovPortal.Search.Following;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests.Search.Following;

public sealed class SearchReaderTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("search").FullName;

    private string Database => Path.Combine(_data, "portal.db");

    private string NodePath => Path.Combine(_data, "search", "node-1");

    [Fact]
    public async Task A_fresh_node_builds_itself_from_what_is_live_and_answers_the_head()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishManyAsync(520, "稳岗返还名单");
        Assert.Null(portal.Get<IPublicSearch>().Search(new PublicSearchQuery("稳岗返还")));
        Assert.Equal(520, await portal.Reader.StartAsync(CancellationToken.None));
        Assert.Equal(520, portal.Get<IPublicSearch>().Search(new PublicSearchQuery("稳岗返还"))!.Total);
        Assert.Equal(520, portal.Get<IPublicSearch>().LastEventId);
    }

    [Fact]
    public async Task A_document_carries_what_readers_see()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "工伤认定办事指南", "职工发生事故伤害的，三十日内提出申请。");
        await portal.PublishAsync("b", "招聘公告", section: null);
        await portal.CatchUpAsync();
        var hit = portal.Hit("事故伤害");
        Assert.Equal(("a", "/items/a", "通知公告", "政务公开 / 通知公告", "就业促进科"), (hit.ContentItemId, hit.Url, hit.TypeTitle, hit.ColumnTitle, hit.SectionName));
        Assert.Contains("<mark>事故伤害</mark>", hit.SnippetHtml, StringComparison.Ordinal);
        Assert.Equal("各业务科室", portal.Hit("招聘公告").SectionName);
        var facets = portal.Get<IPublicSearch>().Search(new PublicSearchQuery(null, ColumnPath: "gongkai"))!.Facets;
        Assert.Equal([new PublicSearchFacet("gongkai/tongzhi", "政务公开 / 通知公告", 2)], facets.Columns);
        Assert.Equal([new PublicSearchFacet("2026", "2026", 2)], facets.Years);
    }

    [Fact]
    public async Task What_is_published_changed_and_withdrawn_is_followed()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.CatchUpAsync();
        await portal.PublishAsync("a", "失业登记");
        await portal.PublishAsync("b", "失业保险费率");
        await portal.CatchUpAsync();
        Assert.Equal(["a", "b"], portal.Found("失业"));
        await portal.PublishAsync("a", "就业登记");
        await portal.WithdrawAsync("b");
        await portal.CatchUpAsync();
        Assert.Empty(portal.Found("失业"));
        Assert.Equal(["a"], portal.Found("就业登记"));
    }

    [Fact]
    public async Task An_item_of_an_internal_column_is_never_found()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("before", "督查通报", column: "inside");
        await portal.CatchUpAsync();
        await portal.PublishAsync("after", "督查通报", column: "inside");
        await portal.CatchUpAsync();
        Assert.Empty(portal.Found("督查通报"));
    }

    [Fact]
    public async Task A_field_that_cannot_be_read_costs_its_item_the_text_and_nothing_else()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "工伤认定", "unreadable");
        await portal.PublishAsync("b", "工伤预防");
        await portal.CatchUpAsync();
        Assert.Equal(["a", "b"], portal.Found("工伤"));
    }

    [Fact]
    public async Task A_renamed_column_is_renamed_in_every_document()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "失业登记");
        await portal.CatchUpAsync();
        await portal.RenameColumnAsync("公告公示");
        await portal.CatchUpAsync();
        Assert.Equal("政务公开 / 公告公示", portal.Hit("失业登记").ColumnTitle);
        Assert.Single(Directory.GetDirectories(NodePath));
    }

    [Fact]
    public async Task What_is_withdrawn_during_a_rebuild_is_gone_at_once_and_stays_gone()
    {
        await using var portal = await SearchedPortal.StartAsync(_data, configure: s => s.AddSingleton<IPublishedContent, InterruptedContent>());
        var reading = (InterruptedContent)portal.Get<IPublishedContent>();
        for (var i = 0; i < 3; i++) await portal.PublishAsync($"{i}", "机密误发");
        await portal.CatchUpAsync();
        reading.AfterRead = () => portal.WithdrawAsync("1");
        reading.AtEnd = () => Assert.Equal(["0", "2"], portal.Found("机密误发"));
        await portal.RenameColumnAsync("公告公示");
        await portal.CatchUpAsync();
        Assert.Null(reading.AfterRead);
        Assert.Equal(["0", "2"], portal.Found("机密误发"));
    }

    [Fact]
    public async Task A_node_killed_at_any_moment_goes_on_from_its_last_commit()
    {
        // What stands on disk while the first node still runs is what a killed one leaves behind.
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.CatchUpAsync();
        for (var i = 0; i < 4; i++)
        {
            await portal.PublishAsync($"{i}", "工伤认定");
            if (i == 2) await portal.WithdrawAsync("0");
            await portal.CatchUpAsync();
            var copy = Path.Combine(_data, $"copy-{i}");
            CopyTo(copy);
            await using var restarted = await SearchedPortal.StartAsync(copy, Database);
            await restarted.CatchUpAsync();
            Assert.Equal(portal.Found("工伤"), restarted.Found("工伤"));
        }
    }

    [Fact]
    public async Task A_node_killed_during_a_rebuild_keeps_the_old_index_and_rebuilds_again()
    {
        await using var portal = await SearchedPortal.StartAsync(_data, configure: s => s.AddSingleton<IPublishedContent, InterruptedContent>());
        await portal.PublishAsync("a", "工伤认定");
        await portal.CatchUpAsync();
        var copy = Path.Combine(_data, "copy");
        ((InterruptedContent)portal.Get<IPublishedContent>()).AfterRead = () =>
        {
            CopyTo(copy);
            return Task.CompletedTask;
        };
        await portal.RenameColumnAsync("公告公示");
        await portal.CatchUpAsync();
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(copy, "search", "node-1")).Length);

        await using var restarted = await SearchedPortal.StartAsync(copy, Database);
        await restarted.Reader.StartAsync(CancellationToken.None);
        Assert.Equal("政务公开 / 通知公告", restarted.Hit("工伤认定").ColumnTitle);
        await restarted.CatchUpAsync();
        Assert.Equal("政务公开 / 公告公示", restarted.Hit("工伤认定").ColumnTitle);
        Assert.Single(Directory.GetDirectories(Path.Combine(copy, "search", "node-1")));
    }

    [Fact]
    public async Task A_stopped_node_has_saved_everything()
    {
        await using (var portal = await SearchedPortal.StartAsync(_data))
        {
            await portal.CatchUpAsync();
            for (var i = 0; i < 5; i++)
            {
                await portal.PublishAsync($"{i}", "工伤认定");
                await portal.CatchUpAsync();
            }
        }
        await using var again = await SearchedPortal.StartAsync(_data);
        Assert.Equal(5, await again.Reader.StartAsync(CancellationToken.None));
        Assert.Equal(5, again.Found("工伤认定").Count);
    }

    [Theory]
    [InlineData("current", 0)]
    [InlineData("segments_*", 20)]
    [InlineData("*.cfs", -1)]
    public async Task A_damaged_index_is_built_anew(string pattern, int keepBytes)
    {
        await using (var portal = await SearchedPortal.StartAsync(_data))
        {
            await portal.PublishAsync("a", "工伤认定");
            await portal.CatchUpAsync();
        }
        foreach (var file in Directory.GetFiles(NodePath, pattern, SearchOption.AllDirectories))
        {
            if (keepBytes < 0) File.Delete(file);
            else using (var stream = File.OpenWrite(file)) stream.SetLength(keepBytes);
        }
        await using var again = await SearchedPortal.StartAsync(_data);
        await again.CatchUpAsync();
        Assert.Equal(["a"], again.Found("工伤认定"));
    }

    [Fact]
    public async Task An_index_of_another_database_is_not_followed_on()
    {
        await using (var portal = await SearchedPortal.StartAsync(_data))
        {
            await portal.PublishAsync("old", "工伤认定");
            await portal.CatchUpAsync();
        }
        var other = Path.Combine(_data, "other.db");
        await using var again = await SearchedPortal.StartAsync(_data, other);
        await again.PublishAsync("new", "工伤预防");
        await again.PublishAsync("newer", "工伤保险");
        await again.CatchUpAsync();
        Assert.Equal(["new", "newer"], again.Found("工伤"));
    }

    [Fact]
    public async Task Two_nodes_on_one_data_path_have_an_index_each()
    {
        await using var first = await SearchedPortal.StartAsync(_data);
        await using var second = await SearchedPortal.StartAsync(_data);
        await first.PublishAsync("a", "工伤认定");
        await first.CatchUpAsync();
        await second.CatchUpAsync();
        Assert.Equal(("node-1", "node-2"), (first.Reader.State().Folder, second.Reader.State().Folder));
        Assert.Equal(first.Found("工伤"), second.Found("工伤"));
        await first.DisposeAsync();
        await using var third = await SearchedPortal.StartAsync(_data);
        await third.CatchUpAsync();
        Assert.Equal("node-1", third.Reader.State().Folder);
    }

    [Fact]
    public async Task The_command_line_rebuilds_by_itself_where_no_server_runs()
    {
        await using (var portal = await SearchedPortal.StartAsync(_data))
        {
            await portal.PublishAsync("a", "工伤认定");
            var heard = new List<RebuildProgress>();
            var result = await portal.Get<RebuildSearch>().HandleAsync(new RebuildSearchCommand(Trusted: true), Actor.System, new Heard(heard), CancellationToken.None);
            Assert.Equal(new SearchRebuilt(false, 1), result.Value);
            Assert.Equal([0, 1], heard.Select(h => h.Done));
        }
        await using var server = await SearchedPortal.StartAsync(_data);
        Assert.Equal(2, await server.Reader.StartAsync(CancellationToken.None));
        Assert.Equal(["a"], server.Found("工伤认定"));
    }

    [Fact]
    public async Task Beside_a_server_a_rebuild_is_handed_over_through_the_log()
    {
        await using var server = await SearchedPortal.StartAsync(_data);
        await server.PublishAsync("a", "工伤认定");
        await server.CatchUpAsync();
        await server.Get<Leases>().TryTakeAsync(Leases.ServerName("n1"), "n1", TimeSpan.FromMinutes(1), CancellationToken.None);
        var before = server.Reader.State().BuiltUtc;

        await using var line = await SearchedPortal.StartAsync(_data);
        var result = await line.Get<RebuildSearch>().HandleAsync(new RebuildSearchCommand(Trusted: true), Actor.System, null, CancellationToken.None);
        Assert.Equal(new SearchRebuilt(true, 0), result.Value);
        Assert.False(Directory.Exists(Path.Combine(_data, "search", "node-2")));
        Assert.Equal((true, 1L), await ShownAsync(server));
        await server.CatchUpAsync();
        Assert.Equal((false, 0L), await ShownAsync(server));
        Assert.True(server.Reader.State().BuiltUtc > before);
    }

    [Fact]
    public async Task Rebuilding_needs_the_permission()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        var result = await portal.Get<RebuildSearch>().HandleAsync(new RebuildSearchCommand(), Person("content.edit"), null, CancellationToken.None);
        Assert.True(result.Has(Failure.NotAllowed));
    }

    [Fact]
    public async Task The_top_bar_finds_by_all_words_of_the_title_what_the_actor_may_read()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "2026年稳岗返还企业名单公示");
        await portal.PublishAsync("b", "稳岗返还政策 Q&A 100%");
        using var scope = portal.Scope();
        var find = scope.ServiceProvider.GetRequiredService<FindItems>();
        Assert.Equal(["a"], (await find.HandleAsync(" 名单  稳岗 ", 0, 20, Person("content.read-all"), CancellationToken.None)).Rows.Select(r => r.ContentItemId));
        Assert.Equal(["b"], (await find.HandleAsync("q&a 0%", 0, 20, Person("content.read-all"), CancellationToken.None)).Rows.Select(r => r.ContentItemId));
        Assert.Equal(0, (await find.HandleAsync("稳岗", 0, 20, Person("admin.access"), CancellationToken.None)).Total);
        Assert.Equal(0, (await find.HandleAsync("  ", 0, 20, Person("content.read-all"), CancellationToken.None)).Total);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task<(bool IsRequested, long Behind)> ShownAsync(SearchedPortal portal)
    {
        using var scope = portal.Scope();
        var shown = await scope.ServiceProvider.GetRequiredService<ShowSearchIndex>().HandleAsync(Person("settings.manage"), CancellationToken.None);
        return (shown.Value!.IsRequested, shown.Value.Behind);
    }

    private static Actor Person(string permission) => new("u9", "周敏", [new Grant("Office", new HashSet<string> { permission }, null, null)]);

    private void CopyTo(string copy)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_data, "search"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(_data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Heard(List<RebuildProgress> heard) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => heard.Add(value);
    }
}
