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

/// <summary>Wakes this node's readers after a commit of its own; other nodes' commits are found by polling.</summary>
public sealed class EventSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>The task that the next <see cref="Wake"/> completes; take it before reading, so that no wake is missed.</summary>
    public Task Next => _next.Task;
}
