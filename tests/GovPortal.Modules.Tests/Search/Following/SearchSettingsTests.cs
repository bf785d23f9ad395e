using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Search.Asked;
using GovPortal.Search.Features;
using GovPortal.Search.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests.Search.Following;

/// <summary>What an administrator sets, as readers meet it; and what is counted of their questions.</summary>
public sealed class SearchSettingsTests : IDisposable
{
    private static readonly Actor Admin = new("u1", "周敏", [new Grant("Office", new HashSet<string> { "settings.manage" }, null, null)]);
    private static readonly Actor Editor = new("u2", "李青", [new Grant("Office", new HashSet<string> { "content.edit" }, null, null)]);

    private readonly string _data = Directory.CreateTempSubdirectory("search").FullName;

    [Fact]
    public async Task A_group_of_synonyms_counts_at_once_and_after_a_restart()
    {
        await using (var portal = await SearchedPortal.StartAsync(_data))
        {
            await portal.PublishAsync("a", "城乡居民养老保险待遇");
            await portal.CatchUpAsync();
            Assert.DoesNotContain("a", portal.Found("老农保"));
            Assert.True((await portal.Get<SaveSearchWords>().HandleAsync(new SaveSearchWordsCommand("老农保 城乡居民养老保险", ""), Admin, default)).Succeeded);
            await portal.CatchUpAsync();
            Assert.Equal(["a"], portal.Found("老农保"));
        }
        SqliteConnection.ClearAllPools();
        await using var again = await SearchedPortal.StartAsync(_data);
        await again.CatchUpAsync();
        Assert.Equal(["a"], again.Found("老农保"));
        await again.Get<SaveSearchWords>().HandleAsync(new SaveSearchWordsCommand("", ""), Admin, default);
        await again.CatchUpAsync();
        Assert.DoesNotContain("a", again.Found("老农保"));
    }

    [Fact]
    public async Task A_word_of_the_place_stays_whole_after_the_index_was_built_anew()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "关于云杉镇供水的通告");
        await portal.PublishAsync("b", "白云杉树镇痛药材的通告");
        await portal.CatchUpAsync();
        var built = portal.Reader.State().BuiltUtc;
        await portal.Get<SaveSearchWords>().HandleAsync(new SaveSearchWordsCommand("", "云杉镇"), Admin, default);
        await portal.CatchUpAsync();
        Assert.Equal(["a"], portal.Found("云杉镇"));
        Assert.True(portal.Reader.State().BuiltUtc > built);
        Assert.Equal(portal.Reader.State().LastEventId, portal.Get<IPublicSearch>().LastEventId);
    }

    [Fact]
    public async Task A_pinned_item_stands_first_while_its_days_last_and_it_is_live()
    {
        var time = new Day(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
        await using var portal = await SearchedPortal.StartAsync(_data, configure: services => services.AddSingleton<TimeProvider>(time));
        await portal.PublishAsync("a", "低保申请指南");
        await portal.PublishAsync("b", "社会救助综合窗口启用");
        await portal.CatchUpAsync();
        await PinAsync(portal, new PinItemCommand(" 低 保 ", "/items/b", new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22)));
        Assert.Equal(["a"], portal.Found("低保"));
        time.Now = time.Now.AddDays(1);
        Assert.Equal(["b", "a"], portal.InOrder("低保"));
        Assert.True(portal.Get<IPublicSearch>().Search(new PublicSearchQuery("低保"))!.Hits[0].IsPinned);
        Assert.Equal(["a"], portal.InOrder("低保申请"));
        await portal.WithdrawAsync("b");
        await portal.CatchUpAsync();
        Assert.Equal(["a"], portal.InOrder("低保"));
        await portal.PublishAsync("b", "社会救助综合窗口启用");
        await portal.CatchUpAsync();
        Assert.Equal(["b", "a"], portal.InOrder("低保"));
        time.Now = time.Now.AddDays(2);
        Assert.Equal(["a"], portal.InOrder("低保"));
    }

    [Fact]
    public async Task A_pin_is_refused_with_all_reasons_and_taken_away_again()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        await portal.PublishAsync("a", "低保申请指南");
        await portal.PublishAsync("inside", "内部通报", column: "inside");
        var refused = await portal.Get<PinItem>().HandleAsync(new PinItemCommand(" ？ ", "内部通报", new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 1)), Admin, default);
        Assert.Equal(["search.pin-query-required", "search.pin-days-reversed", "search.pin-item-unknown"], refused.Failures.Select(f => f.Code));
        await PinAsync(portal, new PinItemCommand("低保", "低保申请指南", null, null));
        Assert.True((await portal.Get<PinItem>().HandleAsync(new PinItemCommand("低保", "a", null, null), Admin, default)).Has("search.pin-exists"));
        using var scope = portal.Scope();
        var pin = Assert.Single((await scope.ServiceProvider.GetRequiredService<ShowSearchSettings>().HandleAsync(Admin, default)).Value!.Pins);
        Assert.Equal(("低保", "低保申请指南"), (pin.Pin.Query, pin.Title));
        Assert.True((await portal.Get<PinItem>().RemoveAsync(pin.Pin.Id, Admin, default)).Succeeded);
        Assert.True((await portal.Get<PinItem>().RemoveAsync(pin.Pin.Id, Admin, default)).Has("search.pin-unknown"));
    }

    [Fact]
    public async Task Setting_the_search_and_reading_its_report_need_the_permission()
    {
        await using var portal = await SearchedPortal.StartAsync(_data);
        using var scope = portal.Scope();
        Assert.True((await portal.Get<SaveSearchWords>().HandleAsync(new SaveSearchWordsCommand("", ""), Editor, default)).Has(Failure.NotAllowed));
        Assert.True((await portal.Get<PinItem>().HandleAsync(new PinItemCommand("a", "a", null, null), Editor, default)).Has(Failure.NotAllowed));
        Assert.True((await portal.Get<PinItem>().RemoveAsync("a", Editor, default)).Has(Failure.NotAllowed));
        Assert.True((await scope.ServiceProvider.GetRequiredService<ShowSearchSettings>().HandleAsync(Editor, default)).Has(Failure.NotAllowed));
        Assert.True((await scope.ServiceProvider.GetRequiredService<ShowSearchReport>().HandleAsync(30, Editor, default)).Has(Failure.NotAllowed));
        Assert.True((await scope.ServiceProvider.GetRequiredService<ShowSearchReport>().CsvAsync(30, Editor, default)).Has(Failure.NotAllowed));
    }

    [Fact]
    public async Task Questions_are_counted_by_day_and_what_found_nothing_is_told_apart()
    {
        var time = new Day(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
        await using var portal = await SearchedPortal.StartAsync(_data, configure: services => services.AddSingleton<TimeProvider>(time));
        await portal.PublishAsync("a", "低保申请指南");
        await portal.CatchUpAsync();
        var (book, writer) = (portal.Get<QueryBook>(), portal.Get<WriteQueryBook>());
        foreach (var text in new[] { "低保", "低　保", "低保", "飞碟", "13800138000", "张建国", "=cmd" })
        {
            book.Asked(text);
            portal.Get<IPublicSearch>().Search(new PublicSearchQuery(text));
        }
        await writer.WriteAsync(default);
        time.Now = time.Now.AddDays(1);
        book.Asked("低保");
        await writer.WriteAsync(default);
        var report = await ReportAsync(portal, 30);
        Assert.Equal([new AskedCount("低保", 3, 0), new AskedCount("=cmd", 1, 1), new AskedCount("低 保", 1, 1), new AskedCount("飞碟", 1, 1)], report.MostAsked.OrderByDescending(c => c.Asked).ThenBy(c => c.Text, StringComparer.Ordinal));
        Assert.Equal(["=cmd", "低 保", "飞碟"], report.MostWithout.Select(c => c.Text).Order(StringComparer.Ordinal));
        Assert.Equal((6, 3), (report.Asked, report.WithoutResult));
        Assert.Equal(1, (await ReportAsync(portal, 1)).Asked);
        using var scope = portal.Scope();
        var csv = System.Text.Encoding.UTF8.GetString((await scope.ServiceProvider.GetRequiredService<ShowSearchReport>().CsvAsync(30, Admin, default)).Value!);
        Assert.Contains("\"低保\",3,0\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=cmd\",1,1\r\n", csv, StringComparison.Ordinal);
        time.Now = time.Now.AddDays(400);
        await writer.WriteAsync(default);
        Assert.Equal(0, (await ReportAsync(portal, 3650)).Asked);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task PinAsync(SearchedPortal portal, PinItemCommand command)
    {
        var result = await portal.Get<PinItem>().HandleAsync(command, Admin, default);
        Assert.True(result.Succeeded, string.Join(' ', result.Failures.Select(f => f.Code)));
        await portal.CatchUpAsync();
    }

    private static async Task<SearchReport> ReportAsync(SearchedPortal portal, int days)
    {
        using var scope = portal.Scope();
        return (await scope.ServiceProvider.GetRequiredService<ShowSearchReport>().HandleAsync(days, Admin, default)).Value!;
    }

    private sealed class Day(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
