using GovPortal.Kernel.Data;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Workflows.Engine;

/// <summary>Goes on with instances that a stopped server, a dead node or a full burst left in the middle.</summary>
internal sealed class ResumeInstances(RunInstance run, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<ResumeInstances> log) : BackgroundService
{
    /// <summary>How often they are looked for, in seconds; one that was just written is most likely being run.</summary>
    private const int PollSeconds = 20;
    private const int BatchSize = 100;

    /// <summary>Takes up what has not moved for a while; answers how many. Tests drive it by this.</summary>
    /// <param name="idleSeconds">How long is a while.</param>
    public async Task<int> SweepAsync(int idleSeconds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        var before = now.AddSeconds(-idleSeconds);
        var ids = await db.Set<WorkflowInstance>()
            .Where(i => (i.Status == WorkflowStatus.Starting || i.Status == WorkflowStatus.Executing) && i.ModifiedUtc <= before && (i.ClaimedUntilUtc == null || i.ClaimedUntilUtc <= now))
            .OrderBy(i => i.ModifiedUtc).Select(i => i.Id).Take(BatchSize).ToListAsync(cancellation);
        foreach (var id in ids) await run.RunAsync(id, cancellation);
        return ids.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await SweepAsync(PollSeconds, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An outage of the database ends with it; the sweep does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogError(error, "Resuming workflow instances failed");
            }
        }
    }
}
