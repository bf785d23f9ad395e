using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>Derives open clocks anew where the calendar changed.</summary>
public sealed class RederiveClocks(PortalTransactions transactions, Calendars calendars)
{
    private const int BatchSize = 1000;

    /// <summary>A day named by a rule can lie so many days after the one it was pulled back to.</summary>
    private const int PulledBackDays = 31;

    /// <summary>
    /// Every open clock that uses the calendar and touches the days from <paramref name="first"/> to <paramref name="last"/>.
    /// Answers how many have another due instant or are no longer (or newly) 暂定. Side effect: <c>deadline.rederived</c> each.
    /// </summary>
    internal static Task<int> InAsync(PortalTransaction tx, WorkingCalendar calendar, DateOnly first, DateOnly last, string actorId, CancellationToken cancellation) =>
        RederiveAsync(tx, Touching(tx.Db, first, last), calendar, actorId, cancellation);

    private static async Task<int> RederiveAsync(PortalTransaction tx, IQueryable<Obligation> rows, WorkingCalendar calendar, string actorId, CancellationToken cancellation)
    {
        var (leads, changed) = (await SignalLeads.LoadAsync(tx.Db, cancellation), 0);
        await foreach (var (clock, working) in WalkAsync(tx.Db, rows, calendar, cancellation))
        {
            var (was, provisional) = (clock.DueUtc, clock.Provisional);
            ClockDerivation.Set(clock, working, leads, calendar);
            if (was == clock.DueUtc && provisional == clock.Provisional) continue;
            changed++;
            tx.Append(ObligationEvents.Of(DeadlineEvents.Rederived, clock, actorId,
                ("was", ObligationEvents.Instant(was)), ("calendar", calendar.Version), ("provisional", clock.Provisional)));
        }
        return changed;
    }

    /// <summary>How many would change.</summary>
    internal static async Task<int> CountAsync(PortalDbContext db, WorkingCalendar calendar, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var changed = 0;
        await foreach (var (clock, working) in WalkAsync(db, Touching(db, first, last).AsNoTracking(), calendar, cancellation))
        {
            if (working.DueUtc != clock.DueUtc || working.Provisional != clock.Provisional) changed++;
        }
        return changed;
    }

    /// <summary>Says of every open clock counted by the calendar before that it holds by the new one too; those it touches were derived.</summary>
    internal static Task MarkAsync(PortalTransaction tx, string before, string after, CancellationToken cancellation) =>
        Open(tx.Db).Where(o => o.CalendarVersion == before).ExecuteUpdateAsync(set => set.SetProperty(o => o.CalendarVersion, after), cancellation);

    /// <summary>
    /// Clocks that were opened with an older calendar while it changed, on a node that did not know yet; a part at a time, so
    /// that nobody waits for long.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            var known = calendars.Current.Version;
            if (!await Open(tx.Db).AnyAsync(o => o.CalendarVersion != known, cancellation)) return;
            await OneWriter.EnterAsync(tx, cancellation);
            var calendar = (await CalendarInForce.LoadAsync(tx.Db, cancellation)).Calendar;
            var behind = await Open(tx.Db).Where(o => o.CalendarVersion != calendar.Version).OrderBy(o => o.Id).Take(BatchSize).Select(o => o.Id).ToListAsync(cancellation);
            if (behind.Count == 0) return;
            await RederiveAsync(tx, Open(tx.Db).Where(o => behind.Contains(o.Id)), calendar, "system", cancellation);
            await tx.CommitAsync(cancellation);
        }
    }

    private static IQueryable<Obligation> Open(PortalDbContext db) => db.Set<Obligation>()
        .Where(o => o.MetUtc == null && o.CancelledUtc == null && (o.Rule.EndsWith("wd") || o.Rule.StartsWith("dom")));

    private static IQueryable<Obligation> Touching(PortalDbContext db, DateOnly first, DateOnly last)
    {
        var reach = CivilTime.EndOfDayUtc(first.AddDays(-PulledBackDays - 1));
        return Open(db).Where(o => o.FromDate <= last && o.DueUtc > reach);
    }

    private static async IAsyncEnumerable<(Obligation Clock, DeadlineWorking Working)> WalkAsync(
        PortalDbContext db, IQueryable<Obligation> rows, WorkingCalendar calendar, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
#pragma warning disable CA1309, CA1310 // The database compares; it has no ordinal overload.
            var batch = await rows.Where(o => string.Compare(o.Id, after) > 0).OrderBy(o => o.Id).Take(BatchSize).ToListAsync(cancellation);
#pragma warning restore CA1309, CA1310
            if (batch.Count == 0) yield break;
            var changedIds = batch.Where(o => o.ChangeCount > 0).Select(o => o.Id).ToList();
            var changes = changedIds.Count == 0 ? Enumerable.Empty<ObligationChange>().ToLookup(c => c.ObligationId)
                : (await db.Set<ObligationChange>().AsNoTracking().Where(c => changedIds.Contains(c.ObligationId)).ToListAsync(cancellation)).ToLookup(c => c.ObligationId);
            foreach (var clock in batch) yield return (clock, ClockDerivation.Explain(clock, changes[clock.Id], calendar));
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
            after = batch[^1].Id;
        }
    }
}
