using System.Collections.Concurrent;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

public sealed class OnceReaderTests
{
    [Fact]
    public async Task A_once_only_reader_sees_every_event_once_over_two_nodes()
    {
        var seen = new ConcurrentQueue<long>();
        await using var first = await PortalApp.StartAsync(services => services.AddSingleton<IOnceEventReader>(new Recorder(seen)));
        await using var second = await first.SecondNodeAsync();
        var bureau = await Bureau.OpenAsync(first);
        for (var i = 0; i < 5; i++) Bureau.Must(await bureau.DraftAsync(bureau.Article($"第{i}条")));
        // Both nodes push; the lease lets one at a time carry the log.
        await Task.WhenAll(first.Get<OnceEventPump>().CatchUpAsync(default), second.Get<OnceEventPump>().CatchUpAsync(default));
        await first.Get<OnceEventPump>().CatchUpAsync(default);
        await second.Get<OnceEventPump>().CatchUpAsync(default);
        var head = await first.QueryAsync(db => EventLog.HeadAsync(db, default));
        Assert.Equal(Enumerable.Range(1, (int)head).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task What_a_reader_failed_at_comes_again_while_its_lease_is_held()
    {
        var (seen, failures) = (new ConcurrentQueue<long>(), new[] { 0 });
        await using var app = await PortalApp.StartOpenedAsync(services => services.AddSingleton<IOnceEventReader>(new Recorder(seen, () => failures[0]-- > 0)));
        var bureau = await Bureau.OpenAsync(app);
        var pump = app.Get<OnceEventPump>();
        await pump.CatchUpAsync(default);
        await using var held = await app.Get<PortalTransactions>().BeginAsync(default);
        held.Append(new EventDraft("roles.changed", "system"));
        failures[0] = 1;
        await held.CommitAsync(default);
        // Whoever carries it first, the server's own flow or this one, fails once.
        for (var i = 0; i < 100 && seen.LastOrDefault() < await app.QueryAsync(db => EventLog.HeadAsync(db, default)); i++)
        {
            try
            {
                await pump.CatchUpAsync(default);
            }
            catch (InvalidOperationException)
            {
            }
        }
        Assert.True(failures[0] <= 0);
        Assert.Equal(Enumerable.Range(1, (int)await app.QueryAsync(db => EventLog.HeadAsync(db, default))).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task Readers_that_share_the_newest_events_get_each_once_wherever_they_stand()
    {
        await using var app = await PortalApp.StartAsync();
        var tail = app.Get<EventTail>();
        // One reads along from the start, one comes from far behind when more was written than is kept, one asks only now and then.
        var (along, behind, seldom) = (new List<long>(), new List<long>(), new List<long>());
        using var written = new CancellationTokenSource();
        var following = Task.Run(async () =>
        {
            while (!written.IsCancellationRequested) await ReadAsync(along, 7);
        });
        for (var round = 0; round < 3; round++)
        {
            await Audit.AuditLog.AppendAsync(app, 800);
            await ReadAsync(seldom, 500);
        }
        await written.CancelAsync();
        await following;
        await Task.WhenAll(ReadAsync(along, 7), ReadAsync(behind, 200));
        var all = Enumerable.Range(1, (int)await Audit.AuditLog.LastAsync(app)).Select(i => (long)i).ToList();
        Assert.Equal(all, along);
        Assert.Equal(all, behind);
        Assert.Equal(all, seldom);

        async Task ReadAsync(List<long> seen, int most)
        {
            while (await tail.AfterAsync(seen.LastOrDefault(), most, default) is { Count: > 0 } next) seen.AddRange(next.Select(e => e.Id));
        }
    }

    private sealed class Recorder(ConcurrentQueue<long> seen, Func<bool>? fails = null) : IOnceEventReader
    {
        public string Name => "recorder";

        public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
        {
            if (fails?.Invoke() == true) throw new InvalidOperationException("as asked");
            foreach (var e in events) seen.Enqueue(e.Id);
            return Task.CompletedTask;
        }
    }
}
