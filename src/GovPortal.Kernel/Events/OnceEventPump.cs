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

/// <summary>Carries the event log to the once-only readers, under a database lease each.</summary>
public sealed class OnceEventPump(
    IEnumerable<IOnceEventReader> readers, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases,
    Node node, EventSignal signal, ILogger<OnceEventPump> log) : BackgroundService
{
    /// <summary>How often another node's commits are looked for, in seconds.</summary>
    private const int PollSeconds = 2;
    private const int BatchSize = 200;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(30);

    private readonly List<IOnceEventReader> _readers = [.. readers];

    /// <summary>The lease keeps other nodes out; this keeps this node's own flows apart.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Applies everything committed so far, where this node may. Tests drive once-only readers by this.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var reader in _readers)
        {
            while (await StepAsync(reader, cancellation)) { }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_readers.Select(r => Task.Run(() => FollowAsync(r, stoppingToken), stoppingToken)));

    private async Task FollowAsync(IOnceEventReader reader, CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var wake = signal.Next;
            try
            {
                while (await StepAsync(reader, stopping)) { }
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
                log.LogError(error, "Once-only reader {Reader} failed", reader.Name);
                failures = Math.Min(failures + 1, 7);
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, failures)), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> StepAsync(IOnceEventReader reader, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await BatchAsync(reader, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One batch; true where there may be more.</summary>
    private async Task<bool> BatchAsync(IOnceEventReader reader, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var mark = await db.Set<ReaderMark>().Where(m => m.Reader == reader.Name).Select(m => m.LastEventId).FirstOrDefaultAsync(cancellation);
        // Nothing new asks for no lease: an idle portal writes nothing.
        if (await EventLog.HeadAsync(db, cancellation) == mark) return false;
        if (!await leases.TryTakeAsync("reader/" + reader.Name, node.Id, LeaseLength, cancellation)) return false;
        // Read again: the node that held the lease before may have gone on meanwhile.
        mark = await db.Set<ReaderMark>().Where(m => m.Reader == reader.Name).Select(m => m.LastEventId).FirstOrDefaultAsync(cancellation);
        var batch = await db.Set<PortalEvent>().AsNoTracking().Where(e => e.Id > mark).OrderBy(e => e.Id).Take(BatchSize).ToListAsync(cancellation);
        if (batch.Count == 0) return false;
        await reader.ApplyAsync(batch, cancellation);
        var last = batch[^1].Id;
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<ReaderMark>().FirstOrDefaultAsync(m => m.Reader == reader.Name, cancellation) is { } row) row.LastEventId = last;
        else tx.Db.Add(new ReaderMark { Reader = reader.Name, LastEventId = last });
        await tx.CommitAsync(cancellation);
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }
}
