using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Events;

/// <summary>
/// Follows the event log after commit. It must be idempotent: a batch may come again after a crash.
/// </summary>
public interface IEventReader
{
    /// <summary>Stable name, <c>search</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Gets ready and answers the number of the last event it has applied. Called once, at the start;
    /// a fresh reader builds itself from the tables and answers the head it built from.
    /// </summary>
    Task<long> StartAsync(CancellationToken cancellation);

    /// <summary>Applies events in order. Throwing means: again later, with back-off.</summary>
    Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation);
}

/// <summary>A reader every node runs for itself: page generation, snapshot, search directory.</summary>
public interface INodeEventReader : IEventReader;

/// <summary>How far a once-only reader has come.</summary>
public sealed class ReaderMark
{
    public required string Reader { get; init; }
    public long LastEventId { get; set; }
}

/// <summary>Wakes this node's readers: after a commit of its own, and where <see cref="EventPump"/> finds one of another node.</summary>
public sealed class EventSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>The task that the next <see cref="Wake"/> completes; take it before reading, so that no wake is missed.</summary>
    public Task Next => _next.Task;
}

/// <summary>
/// The newest events, read once for all readers of this node. Who asks gets everything that was committed before: by a read that began
/// afterwards, be it another's; what lies further back is read for the asker alone.
/// </summary>
public sealed class EventTail(IDbContextFactory<PortalDbContext> contexts) : IDisposable
{
    private const int ReadAtOnce = 500, Kept = 1000;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<PortalEvent> _events = [];
    /// <summary>The last event read; null before the first read.</summary>
    private long? _head;
    /// <summary>The event after which all up to the head are kept.</summary>
    private long _base;
    /// <summary>Reads that began, and the number of the last one that succeeded.</summary>
    private long _begun, _done;

    /// <summary>The events after this one in order, at most so many.</summary>
    public async Task<IReadOnlyList<PortalEvent>> AfterAsync(long position, int most, CancellationToken cancellation)
    {
        var kept = await RenewedAsync(() => position < _base ? null : _events.SkipWhile(e => e.Id <= position).Take(most).ToList(), cancellation);
        if (kept is not null) return kept;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await ReadAsync(db, position, most, cancellation);
    }

    /// <summary>The number of the last event; 0 where there is none.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation) => RenewedAsync(() => _head!.Value, cancellation);

    /// <summary>Takes something from what is kept, once it holds all that was committed before this call.</summary>
    private async Task<T> RenewedAsync<T>(Func<T> take, CancellationToken cancellation)
    {
        var needed = Interlocked.Read(ref _begun) + 1;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_done < needed) await RenewAsync(cancellation);
            return take();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _begun);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (_head is null) _head = _base = await EventLog.HeadAsync(db, cancellation);
        List<PortalEvent> next;
        do
        {
            next = await ReadAsync(db, _head.Value, ReadAtOnce, cancellation);
            _events.AddRange(next);
            if (next.Count > 0) _head = next[^1].Id;
        }
        while (next.Count == ReadAtOnce);
        if (_events.Count > Kept)
        {
            _base = _events[^(Kept + 1)].Id;
            _events.RemoveRange(0, _events.Count - Kept);
        }
        _done = number;
    }

    private static Task<List<PortalEvent>> ReadAsync(PortalDbContext db, long position, int most, CancellationToken cancellation) =>
        db.Set<PortalEvent>().AsNoTracking().Where(e => e.Id > position).OrderBy(e => e.Id).Take(most).ToListAsync(cancellation);

    public void Dispose() => _turn.Dispose();
}
