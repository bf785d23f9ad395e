using System.Collections.Concurrent;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>Two servers on one database: whatever arrives at both at once happens once, and both end with the same.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Twenty_clicks_on_two_nodes_publish_a_version_once()
    {
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        var (first, second) = (await DemoBureau.SetUpAsync(one.Services), await DemoBureau.OpenAsync(two.Services));
        var version = await first.ApprovedAsync("关于失业保险稳岗返还的公告");

        var clicks = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).TryPublishAsync(version))));

        Assert.Single(clicks, c => c.Succeeded);
        Assert.All(clicks.Where(c => !c.Succeeded), c => Assert.True(c.Has("publish.already-published") || c.Has("draft.changed-by-other"), DemoBureau.Codes(c)));
        Assert.Equal(1, await one.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.Published)));
        Assert.Null((await second.VerifyAsync()).BrokenAt);

        await one.CatchUpAsync();
        await two.CatchUpAsync();
        var address = await first.AddressAsync(version);
        foreach (var node in new[] { one, two })
        {
            using var visitor = node.Visitor();
            await visitor.GoAsync(address);
            Assert.Contains("关于失业保险稳岗返还的公告", visitor.Text, StringComparison.Ordinal);
            await visitor.GoAsync("/search?q=稳岗返还");
            Assert.Contains("关于失业保险", visitor.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Items_published_at_once_into_one_column_are_all_published_and_counted()
    {
        const int items = 16;
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        var (first, second) = (await DemoBureau.SetUpAsync(one.Services), await DemoBureau.OpenAsync(two.Services));
        var approved = new List<VersionRef>();
        for (var i = 0; i < items; i++) approved.Add(await first.ApprovedAsync($"关于技能培训的通知（第{i + 1}号）"));

        var clicks = await Task.WhenAll(approved.Select((v, i) => Task.Run(() => (i % 2 == 0 ? first : second).TryPublishAsync(v))));

        Assert.All(clicks, c => Assert.True(c.Succeeded, DemoBureau.Codes(c)));
        var figures = await one.QueryAsync(db => db.Set<ColumnFigures>().SingleAsync(f => f.ColumnId == first.Column.Id));
        Assert.Equal(items, figures.PublishedCount);
        Assert.Equal(await one.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == ContentEvents.Published).MaxAsync(e => e.OccurredUtc)), figures.LastPublishedUtc);
        Assert.Null((await second.VerifyAsync()).BrokenAt);
    }

    [Fact]
    public async Task Of_two_edits_of_one_draft_the_second_is_told_of_the_first()
    {
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        var (first, second) = (await DemoBureau.SetUpAsync(one.Services), await DemoBureau.OpenAsync(two.Services));
        for (var round = 0; round < 5; round++)
        {
            var draft = await first.DraftAsync("草稿");
            var edits = await Task.WhenAll(new[] { first, second }.Select((node, i) => Task.Run(() => node.Get<SaveDraft>().HandleAsync(
                new SaveDraftCommand(draft.ContentItemId, "Article", node.Data($"第{i + 1}人的文字"), draft.Revision), node.Editor, default))));

            var won = Assert.Single(edits, e => e.Succeeded);
            Assert.True(Assert.Single(edits, e => !e.Succeeded).Has("draft.changed-by-other"));
            var kept = await one.QueryAsync(db => db.Set<Kernel.Content.ContentVersion>().SingleAsync(v => v.Id == won.Value!.VersionId));
            Assert.Equal(edits[0].Succeeded ? "第1人的文字" : "第2人的文字", kept.DisplayText);
        }
    }

    [Fact]
    public async Task Events_of_many_writers_have_no_gaps_and_every_reader_sees_each_once_in_order()
    {
        const int drafts = 200;
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        var (first, second) = (await DemoBureau.SetUpAsync(one.Services), await DemoBureau.OpenAsync(two.Services));
        using var pumpOne = new RecordingPump(one);
        using var pumpTwo = new RecordingPump(two);
        using var done = new CancellationTokenSource();
        var following = Task.WhenAll(pumpOne.FollowAsync(done.Token), pumpTwo.FollowAsync(done.Token));

        var saved = new ConcurrentBag<VersionRef>();
        await Parallel.ForAsync(0, drafts, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            saved.Add(await (i % 2 == 0 ? first : second).DraftAsync($"并发草稿{i}")));
        await done.CancelAsync();
        await following;
        await pumpOne.CatchUpAsync();
        await pumpTwo.CatchUpAsync();

        Assert.Equal(drafts, saved.Select(v => v.ContentItemId).Distinct().Count());
        var (count, brokenAt, _) = await first.VerifyAsync();
        Assert.Null(brokenAt);
        Assert.Equal(drafts, await one.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.DraftSaved)));
        var all = Enumerable.Range(1, (int)count).Select(i => (long)i);
        Assert.Equal(all, pumpOne.Seen);
        Assert.Equal(all, pumpTwo.Seen);
    }

    [Fact]
    public async Task A_due_publication_fires_once_though_both_nodes_sweep()
    {
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        one.Clock.Set("2026-11-23 09:00");
        var bureau = await DemoBureau.SetUpAsync(one.Services);
        var version = await bureau.ApprovedAsync("定时发布的公告");
        DemoBureau.Must(await bureau.Get<SchedulePublication>().HandleAsync(
            new SchedulePublicationCommand(version.VersionId, Instants.FromCivil(new DateTime(2026, 11, 23, 10, 0, 0))), bureau.Publisher, default));

        await Task.WhenAll(one.SweepAsync(), two.SweepAsync());
        Assert.Equal(0, await one.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.Published)));

        one.Clock.Set("2026-11-23 10:00");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).SweepAsync())));
        await one.SweepAsync();
        await two.SweepAsync();

        var job = await one.QueryAsync(db => db.Set<DueJob>().SingleAsync(j => j.Kind == "publish"));
        Assert.Equal((1, null), (job.Attempts, job.LastError));
        Assert.NotNull(job.DoneUtc);
        Assert.Equal(1, await one.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == ContentEvents.Published)));
    }

    [Fact]
    public async Task A_lease_has_one_holder_and_lapses_with_its_time()
    {
        await using var one = await PortalApp.StartAsync();
        await using var two = await one.SecondNodeAsync();
        one.Clock.Set("2026-11-23 09:00");
        var (first, second) = (one.Get<Leases>(), two.Get<Leases>());
        var length = TimeSpan.FromMinutes(2);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => (i % 2 == 0 ? first : second).TryTakeAsync("mail", $"node-{i}", length, default))));
        Assert.Single(taken, t => t);
        var holder = $"node-{Array.IndexOf(taken, true)}";

        one.Clock.Set("2026-11-23 09:01");
        Assert.True(await first.TryTakeAsync("mail", holder, length, default));
        Assert.False(await second.TryTakeAsync("mail", "other", length, default));
        one.Clock.Set("2026-11-23 09:02");
        Assert.False(await second.TryTakeAsync("mail", "other", length, default));
        one.Clock.Set("2026-11-23 09:03");
        Assert.True(await second.TryTakeAsync("mail", "other", length, default));
        Assert.False(await first.TryTakeAsync("mail", holder, length, default));
        await first.ReleaseAsync("mail", holder, default);
        Assert.False(await first.TryTakeAsync("mail", holder, length, default));
        await second.ReleaseAsync("mail", "other", default);
        Assert.True(await first.TryTakeAsync("mail", holder, length, default));
    }

    /// <summary>A pump of its own on a node's database with one reader, which keeps what it is given.</summary>
    private sealed class RecordingPump : INodeEventReader, IDisposable
    {
        private readonly EventPump _pump;
        private readonly List<long> _seen = [];

        public RecordingPump(PortalApp node)
        {
            _pump = new EventPump([this], node.Get<EventTail>(), node.Get<EventSignal>(),
                Microsoft.Extensions.Logging.Abstractions.NullLogger<EventPump>.Instance);
        }

        public string Name => "recording";
        public IReadOnlyList<long> Seen => _seen;

        public Task<long> StartAsync(CancellationToken cancellation) => Task.FromResult(0L);

        public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
        {
            _seen.AddRange(events.Select(e => e.Id));
            return Task.CompletedTask;
        }

        public Task CatchUpAsync() => _pump.CatchUpAsync(default);

        /// <summary>Polls as fast as it can: the readers meet every state the writers leave.</summary>
        public async Task FollowAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                await _pump.CatchUpAsync(default);
                await Task.Yield();
            }
        }

        public void Dispose() => _pump.Dispose();
    }
}
