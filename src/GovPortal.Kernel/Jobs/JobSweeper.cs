using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Jobs;

/// <summary>
/// Fires due jobs, on one node at a time. Long ones have a lane and a lease of their own: what is to happen at its minute, a publication or the end
/// of a consultation, does not wait for an inspection or an import.
/// </summary>
public sealed class JobSweeper(
    IEnumerable<IDueJobHandler> handlers, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases,
    Node node, TimeProvider time, ILogger<JobSweeper> log) : BackgroundService
{
    /// <summary>How often due rows are looked for, in seconds.</summary>
    private const int PollSeconds = 5;
    private const int MaxAttempts = 5;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly List<string> _longKinds = [.. handlers.Where(h => h.IsLong).Select(h => h.Kind)];
    private readonly Lane[] _lanes = [new("jobs", false, new(1, 1)), new("long-jobs", true, new(1, 1))];

    private sealed record Lane(string Lease, bool IsLong, SemaphoreSlim Turn);

    /// <summary>Fires everything that is due now, what is quick before what is long; answers how many were tried. Tests drive jobs by this.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var done = 0;
        foreach (var lane in _lanes) done += await SweepAsync(lane, cancellation);
        return done;
    }

    private async Task<int> SweepAsync(Lane lane, CancellationToken cancellation)
    {
        // The lease is the node's: two sweeps of one node would both hold it.
        await lane.Turn.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            // Asked before the lease is taken: nothing due is the usual case and writes nothing.
            var ids = await Due(db, lane).OrderBy(j => j.DueUtc).Select(j => j.Id).Take(100).ToListAsync(cancellation);
            var done = 0;
            foreach (var id in ids)
            {
                // Renewed for every job: a long sweep must not lose it half-way. The row is read under the lease, as another
                // node may have done it since.
                if (!await HeldAsync(lane, cancellation)) break;
                if (await Due(db, lane).FirstOrDefaultAsync(j => j.Id == id, cancellation) is not { } job) continue;
                await HoldingAsync(lane, () => FireAsync(job, cancellation), cancellation);
                done++;
            }
            return done;
        }
        finally
        {
            lane.Turn.Release();
        }
    }

    /// <summary>Keeps the lease for as long as a job takes: another node must not begin it a second time.</summary>
    private async Task HoldingAsync(Lane lane, Func<Task> work, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = KeepAsync(lane, over.Token);
        try
        {
            await work();
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(Lane lane, CancellationToken over)
    {
        using var timer = new PeriodicTimer(LeaseLength / 4);
        try
        {
            while (await timer.WaitForNextTickAsync(over)) await HeldAsync(lane, over);
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private Task<bool> HeldAsync(Lane lane, CancellationToken cancellation) => leases.TryTakeAsync(lane.Lease, node.Id, LeaseLength, cancellation);

    private IQueryable<DueJob> Due(PortalDbContext db, Lane lane)
    {
        var now = time.UtcNow();
        return db.Set<DueJob>().AsNoTracking().Where(j => j.DoneUtc == null && j.DueUtc <= now && _longKinds.Contains(j.Kind) == lane.IsLong);
    }

    private async Task FireAsync(DueJob job, CancellationToken cancellation)
    {
        string? error;
        var again = false;
        try
        {
            var handler = handlers.Single(h => h.Kind == job.Kind);
            var result = await handler.RunAsync(job, cancellation);
            error = result.Succeeded ? null : string.Join(' ', result.Failures.Select(f => f.Code));
        }
#pragma warning disable CA1031 // A job's failure is its own: it is recorded on its row and tried again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Job {Kind} {JobId} failed", job.Kind, job.Id);
            error = exception.GetType().Name;
            again = job.Attempts + 1 < MaxAttempts;
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        var retryUtc = tx.NowUtc + TimeSpan.FromMinutes(Math.Pow(2, job.Attempts));
        await tx.Db.Set<DueJob>().Where(j => j.Id == job.Id).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.Attempts, job.Attempts + 1)
            .SetProperty(j => j.LastError, error)
            .SetProperty(j => j.DueUtc, again ? retryUtc : job.DueUtc)
            .SetProperty(j => j.DoneUtc, again ? null : tx.NowUtc), cancellation);
        await tx.CommitAsync(cancellation);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_lanes.Select(lane => FollowAsync(lane, stoppingToken)));

    private async Task FollowAsync(Lane lane, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await SweepAsync(lane, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An outage of the database ends with it; the sweeper does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogError(error, "Sweeping due jobs failed");
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var lane in _lanes) lane.Turn.Dispose();
    }
}
