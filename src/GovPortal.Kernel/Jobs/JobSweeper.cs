using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Jobs;

/// <summary>Fires due jobs, on one node at a time.</summary>
public sealed class JobSweeper(
    IEnumerable<IDueJobHandler> handlers, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases,
    Node node, TimeProvider time, ILogger<JobSweeper> log) : BackgroundService
{
    /// <summary>How often due rows are looked for, in seconds.</summary>
    private const int PollSeconds = 5;
    private const int MaxAttempts = 5;
    private const string LeaseName = "jobs";
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Fires everything that is due now; answers how many were tried. Tests drive jobs by this.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        // The lease is the node's: two sweeps of one node would both hold it.
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            // Asked before the lease is taken: nothing due is the usual case and writes nothing.
            var ids = await Due(db).OrderBy(j => j.DueUtc).Select(j => j.Id).Take(100).ToListAsync(cancellation);
            var done = 0;
            foreach (var id in ids)
            {
                // Renewed for every job: a long sweep must not lose it half-way. The row is read under the lease, as another
                // node may have done it since.
                if (!await HeldAsync(cancellation)) break;
                if (await Due(db).FirstOrDefaultAsync(j => j.Id == id, cancellation) is not { } job) continue;
                await HoldingAsync(() => FireAsync(job, cancellation), cancellation);
                done++;
            }
            return done;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Keeps the lease for as long as a job takes: another node must not begin it a second time.</summary>
    private async Task HoldingAsync(Func<Task> work, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = KeepAsync(over.Token);
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

    private async Task KeepAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(LeaseLength / 4);
        try
        {
            while (await timer.WaitForNextTickAsync(over)) await HeldAsync(over);
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private Task<bool> HeldAsync(CancellationToken cancellation) => leases.TryTakeAsync(LeaseName, node.Id, LeaseLength, cancellation);

    private IQueryable<DueJob> Due(PortalDbContext db)
    {
        var now = time.UtcNow();
        return db.Set<DueJob>().AsNoTracking().Where(j => j.DoneUtc == null && j.DueUtc <= now);
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await SweepAsync(stoppingToken);
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
        _turn.Dispose();
    }
}
