using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// Brings the clocks of columns and duties to what the task table and the list of duties say today: a clock of freshness
/// for every public column with an interval, one clock a period for columns and duties with a date. Running it again
/// changes nothing. It runs after every change of columns or duties, at start, and once a day for the periods that begin.
/// Side effects: <c>deadline.started</c>, <c>deadline.cancelled</c>.
/// </summary>
public sealed class ReconcileColumnClocks(PortalTransactions transactions, IObligations obligations, Calendars calendars, PeriodClocks periods)
{
    public async Task HandleAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await OneWriter.EnterAsync(tx, cancellation);
        await InAsync(tx, cancellation);
        await tx.CommitAsync(cancellation);
    }

    /// <summary>The same inside the caller's transaction, which holds <c>OneWriter</c>.</summary>
    internal async Task InAsync(PortalTransaction tx, CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        var open = await tx.Db.Set<Obligation>().Where(o => o.Kind == ClockKinds.Freshness && o.MetUtc == null && o.CancelledUtc == null).ToListAsync(cancellation);
        await FreshAsync(tx, organisation, open.ToDictionary(o => o.SubjectId), cancellation);

        var owed = organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && IsPeriodic(c.DeadlineRule)).Select(c => new ObligationDraft(
            c.Id, null, c.AgencyId, c.Id, c.SectionId, ClockKinds.Periodic, c.DeadlineRule!, default, $"栏目任务分解表公开时限：{c.DeadlineText}")).ToList();
        await periods.BringAsync(tx, ClockKinds.Periodic, owed, calendars.Current, cancellation);
        var duties = await tx.Db.Set<PeriodicDuty>().AsNoTracking().Where(d => d.IsActive).OrderBy(d => d.Id).ToListAsync(cancellation);
        await periods.BringAsync(tx, ClockKinds.Duty, [.. duties.Select(d => new ObligationDraft(
            d.Id, null, d.AgencyId, null, d.SectionId, ClockKinds.Duty, d.Rule, default, d.Basis))], calendars.Current, cancellation);
    }

    private async Task FreshAsync(PortalTransaction tx, OrganisationSnapshot organisation, Dictionary<string, Obligation> open, CancellationToken cancellation)
    {
        var figures = await tx.Db.Set<ColumnFigures>().AsNoTracking().ToDictionaryAsync(f => f.ColumnId, f => f.LastPublishedUtc, cancellation);
        var today = CivilTime.DateOf(tx.NowUtc);
        foreach (var column in organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed && organisation.IsPublic(c) && IsInterval(c.FreshnessRule)))
        {
            open.Remove(column.Id, out var running);
            var rule = DeadlineRule.Parse(column.FreshnessRule!).Value!.ToString();
            if (running?.Rule == rule)
            {
                (running.AgencyId, running.SectionId) = (column.AgencyId, column.SectionId);
                continue;
            }
            var from = running?.FromDate ?? (figures.GetValueOrDefault(column.Id) is { } last ? CivilTime.DateOf(last) : today);
            await obligations.OpenAsync(tx, ColumnClocks.Fresh(column, rule, from), cancellation);
        }
        foreach (var left in open.Values) Obligations.Cancel(tx, left);
    }

    private static bool IsInterval(string? rule) => rule is not null && DeadlineRule.Parse(rule) is { Succeeded: true, Value.Kind: RuleKind.EveryMonths };

    private static bool IsPeriodic(string? rule) => rule is not null && DeadlineRule.Parse(rule) is { Succeeded: true } read && Periods.IsPeriodic(read.Value);
}

/// <summary>After a task table was imported or a column changed.</summary>
internal sealed class ColumnsFollower(ReconcileColumnClocks reconcile) : IOnceEventReader
{
    public string Name => "column-clocks";

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) =>
        events.Any(e => e.Kind == OrganisationEvents.ColumnsChanged) ? reconcile.HandleAsync(cancellation) : Task.CompletedTask;
}
