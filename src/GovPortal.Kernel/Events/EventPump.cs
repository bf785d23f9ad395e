using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Events;

/// <summary>Carries the event log to this node's readers, each at its own pace.</summary>
public sealed class EventPump(
    IEnumerable<INodeEventReader> readers, EventTail tail, EventSignal signal, ILogger<EventPump> log) : BackgroundService
{
    /// <summary>How often another node's commits are looked for, in milliseconds.</summary>
    private const int PollMilliseconds = 250;
    private const int BatchSize = 500;
    /// <summary>Failures in a row after which the pause grows no more: half a minute.</summary>
    private const int MostFailures = 7;

    private readonly List<Follower> _followers = [.. readers.Select(r => new Follower(r))];

    /// <summary>Where each reader stands and, where its last try failed, the kind of error.</summary>
    public IReadOnlyList<(string Reader, long LastEventId, string? Error)> States =>
        [.. _followers.Select(f => (f.Reader.Name, f.Position, f.Error))];

    /// <summary>True once every reader has started.</summary>
    public bool Ready => _followers.TrueForAll(f => f.Started);

    /// <summary>Starts what has not started and applies everything committed so far. Tests drive readers by this.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var follower in _followers)
        {
            while (await StepAsync(follower, cancellation) == BatchSize) { }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_followers.Select(f => Task.Run(() => FollowAsync(f, stoppingToken), stoppingToken)).Append(Task.Run(() => LookAsync(stoppingToken), stoppingToken)));

    /// <summary>Other nodes wake nobody here, so their commits are looked for.</summary>
    private async Task LookAsync(CancellationToken stopping)
    {
        var (seen, failures) = (0L, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var head = await tail.HeadAsync(stopping);
                if (head != seen) signal.Wake();
                (seen, failures) = (head, 0);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next look may find the database again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogWarning(error, "The event log could not be read");
                failures = Math.Min(failures + 1, MostFailures);
            }
            await PauseAsync(failures, stopping);
        }
    }

    private async Task FollowAsync(Follower follower, CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var wake = signal.Next;
            try
            {
                while (await StepAsync(follower, stopping) == BatchSize) { }
                (failures, follower.Error) = (0, null);
                await wake.WaitAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A reader's failure is its own: it is retried with back-off and shown in the health page.
            catch (Exception error)
#pragma warning restore CA1031
            {
                follower.Error = error.GetType().Name;
                log.LogError(error, "Reader {Reader} failed after event {EventId}", follower.Reader.Name, follower.Position);
                failures = Math.Min(failures + 1, MostFailures);
                await PauseAsync(failures, stopping);
            }
        }
    }

    /// <summary>Twice as long after each failure; returns where the server stops.</summary>
    private static async Task PauseAsync(int failures, CancellationToken stopping) =>
        await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds * Math.Pow(2, failures)), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<int> StepAsync(Follower follower, CancellationToken cancellation)
    {
        await follower.Turn.WaitAsync(cancellation);
        try
        {
            if (!follower.Started)
            {
                follower.Position = await follower.Reader.StartAsync(cancellation);
                follower.Started = true;
            }
            var batch = await tail.AfterAsync(follower.Position, BatchSize, cancellation);
            if (batch.Count == 0) return 0;
            await follower.Reader.ApplyAsync(batch, cancellation);
            follower.Position = batch[^1].Id;
            return batch.Count;
        }
        finally
        {
            follower.Turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _followers.ForEach(f => f.Turn.Dispose());
    }

    private sealed class Follower(INodeEventReader reader)
    {
        public INodeEventReader Reader { get; } = reader;
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public bool Started { get; set; }
        public long Position { get; set; }
        public string? Error { get; set; }
    }
}
