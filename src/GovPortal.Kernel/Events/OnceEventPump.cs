using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Events;

/// <summary>
/// A reader that runs once for all nodes: mail, webhooks, channels. It follows from the event after its mark; the node that
/// holds its lease carries it. Idempotent: after a crash the last batch may come again.
/// </summary>
public interface IOnceEventReader
{
    /// <summary>Stable name; its mark and lease are kept under it.</summary>
    string Name { get; }

    Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation);
}

/// <summary>
/// Carries the event log to the once-only readers, under a database lease each. While a node holds a reader's lease nobody else moves its mark,
/// so a wake without events of its own costs no query; the lease is renewed when half of it is over.
/// </summary>
public sealed class OnceEventPump(
    IEnumerable<IOnceEventReader> readers, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases,
    Node node, EventTail tail, EventSignal signal, TimeProvider time, ILogger<OnceEventPump> log) : BackgroundService
{
    /// <summary>How often another node's commits are looked for, in seconds.</summary>
    private const int PollSeconds = 2;
    private const int BatchSize = 200;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(30);

    private readonly List<Follower> _followers = [.. readers.Select(r => new Follower(r))];

    /// <summary>The lease keeps other nodes out; this keeps this node's own flows apart.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Applies everything committed so far, where this node may. Tests drive once-only readers by this.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var follower in _followers)
        {
            while (await StepAsync(follower, cancellation)) { }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_followers.Select(f => Task.Run(() => FollowAsync(f, stoppingToken), stoppingToken)));

    private async Task FollowAsync(Follower follower, CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var wake = signal.Next;
            try
            {
                while (await StepAsync(follower, stopping)) { }
                failures = 0;
                await Task.WhenAny(wake, Task.Delay(TimeSpan.FromSeconds(PollSeconds), stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A reader's failure is its own: the mark stays, the batch is tried again with back-off.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogError(error, "Once-only reader {Reader} failed", follower.Reader.Name);
                failures = Math.Min(failures + 1, 7);
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, failures)), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> StepAsync(Follower follower, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await BatchAsync(follower, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One batch; true where there may be more.</summary>
    private async Task<bool> BatchAsync(Follower follower, CancellationToken cancellation)
    {
        if (!await HoldsAsync(follower, cancellation)) return false;
        var batch = await tail.AfterAsync(follower.Mark, BatchSize, cancellation);
        if (batch.Count == 0) return false;
        // Whatever fails from here on, the next try asks the database where the reader stands.
        var held = follower.HeldUntilUtc;
        follower.HeldUntilUtc = default;
        var (name, last) = (follower.Reader.Name, batch[^1].Id);
        await follower.Reader.ApplyAsync(batch, cancellation);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<ReaderMark>().Where(m => m.Reader == name).ExecuteUpdateAsync(s => s.SetProperty(m => m.LastEventId, last), cancellation) == 0) tx.Db.Add(new ReaderMark { Reader = name, LastEventId = last });
        await tx.CommitAsync(cancellation);
        (follower.Mark, follower.HeldUntilUtc) = (last, held);
        return true;
    }

    private async Task<bool> HoldsAsync(Follower follower, CancellationToken cancellation)
    {
        var now = time.UtcNow();
        if (now + (LeaseLength / 2) < follower.HeldUntilUtc) return true;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var marks = db.Set<ReaderMark>().Where(m => m.Reader == follower.Reader.Name).Select(m => m.LastEventId);
        // Nothing new asks for no lease: an idle portal writes nothing.
        if (await tail.HeadAsync(cancellation) == await marks.FirstOrDefaultAsync(cancellation)) return false;
        if (!await leases.TryTakeAsync("reader/" + follower.Reader.Name, node.Id, LeaseLength, cancellation)) return false;
        follower.HeldUntilUtc = now + LeaseLength;
        // Read once it is held: the node that held it before may have gone on meanwhile.
        follower.Mark = await marks.FirstOrDefaultAsync(cancellation);
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    private sealed class Follower(IOnceEventReader reader)
    {
        public IOnceEventReader Reader { get; } = reader;
        /// <summary>End of the lease as this node knows it; long past where it has to ask.</summary>
        public DateTime HeldUntilUtc { get; set; }
        /// <summary>The last event applied; true while the lease is held.</summary>
        public long Mark { get; set; }
    }
}
