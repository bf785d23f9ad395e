using System.Collections.Concurrent;
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

    private sealed class Recorder(ConcurrentQueue<long> seen) : IOnceEventReader
    {
        public string Name => "recorder";

        public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
        {
            foreach (var e in events) seen.Enqueue(e.Id);
            return Task.CompletedTask;
        }
    }
}
