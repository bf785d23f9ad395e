using System.Text;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// Tells the log of clocks that approach their due instant and of those that ran out: each once for a due instant, by a
/// unique row, whichever node does it and however long nothing ran. Nothing to tell costs one look at an index and writes
/// nothing. Once a day it also brings the clocks of columns and duties up to date.
/// </summary>
public sealed class SweepDeadlines(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases, Node node, ReconcileColumnClocks reconcile,
    RederiveClocks rederive, TimeProvider time, ILogger<SweepDeadlines> log) : BackgroundService
{
    /// <summary>How often due signals are looked for, in seconds.</summary>
    private const int PollSeconds = 20;
    private const int BatchSize = 500;
    private const string LeaseName = "deadlines";
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateOnly? _reconciledOn;

    /// <summary>Tells everything that is due to be told now; answers how many signals. Tests drive clocks by this.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var today = CivilTime.DateOf(time.UtcNow());
            if (_reconciledOn != today && await leases.TryTakeAsync(LeaseName, node.Id, LeaseLength, cancellation))
            {
                await reconcile.HandleAsync(cancellation);
                await rederive.CatchUpAsync(cancellation);
                _reconciledOn = today;
            }
            var told = 0;
            while (await AnyDueAsync(cancellation) && await leases.TryTakeAsync(LeaseName, node.Id, LeaseLength, cancellation))
            {
                if (await BatchAsync(cancellation) is not { } signals) break;
                told += signals;
            }
            return told;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> AnyDueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        return await db.Set<Obligation>().AnyAsync(o => o.NextSignalUtc <= now, cancellation);
    }

    /// <summary>One transaction; null where nothing was left to tell.</summary>
    private async Task<int?> BatchAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var now = tx.NowUtc;
        var due = await tx.Db.Set<Obligation>().AsNoTracking().Where(o => o.NextSignalUtc <= now).OrderBy(o => o.NextSignalUtc).Take(BatchSize).ToListAsync(cancellation);
        if (due.Count == 0) return null;
        // The approach of a clock that has run out meanwhile is no news any more.
        var running = due.Where(o => o.IsOpen && o.PausedUtc is null).ToList();
        var breached = running.Where(o => o.DueUtc < now).ToList();
        var approaching = running.Where(o => o.DueUtc >= now).ToList();
        var sweep = ContentIds.New();
        await TellAsync(tx, sweep, SignalTimes.Breached, breached, cancellation);
        await TellAsync(tx, sweep, SignalTimes.Approaching, approaching, cancellation);

        var told = (await tx.Db.Set<ObligationSignal>().AsNoTracking().Where(s => s.SweepId == sweep).Select(s => s.ObligationId).ToListAsync(cancellation)).ToHashSet();
        foreach (var clock in breached.Where(o => told.Contains(o.Id))) tx.Append(ObligationEvents.Of(DeadlineEvents.Breached, clock));
        foreach (var clock in approaching.Where(o => told.Contains(o.Id))) tx.Append(ObligationEvents.Of(DeadlineEvents.Approaching, clock));

        var waits = approaching.Select(o => o.Id).ToList();
        var done = due.Select(o => o.Id).Except(waits).ToList();
        await tx.Db.Set<Obligation>().Where(o => done.Contains(o.Id) && o.NextSignalUtc <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.NextSignalUtc, (DateTime?)null), cancellation);
        await tx.Db.Set<Obligation>().Where(o => waits.Contains(o.Id) && o.NextSignalUtc <= now && o.MetUtc == null && o.CancelledUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.NextSignalUtc, o => o.DueUtc.AddSeconds(1)), cancellation);
        await tx.CommitAsync(cancellation);
        return told.Count;
    }

    /// <summary>Rows that another sweep wrote stay: its events are written too.</summary>
    private static async Task TellAsync(PortalTransaction tx, string sweep, string signal, List<Obligation> clocks, CancellationToken cancellation)
    {
        if (clocks.Count == 0) return;
        var (sql, values) = (new StringBuilder("""INSERT INTO "ObligationSignals" ("ObligationId", "Signal", "DueUtc", "SentUtc", "SweepId") VALUES """), new List<object>());
        foreach (var clock in clocks)
        {
            sql.Append(values.Count == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(values.Count, 5).Select(n => $"{{{n}}}")).Append(')');
            values.AddRange([clock.Id, signal, clock.DueUtc, tx.NowUtc, sweep]);
        }
        await tx.Db.Database.ExecuteSqlRawAsync(sql.Append(" ON CONFLICT DO NOTHING").ToString(), values, cancellation);
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
#pragma warning disable CA1031 // An outage of the database ends with it; the sweep does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogError(error, "Sweeping deadlines failed");
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }
}
