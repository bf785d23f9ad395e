using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// A publication renews its column: the running clock of freshness is met and the next one starts from today; what the
/// column owes for the period that today lies in is met too.
/// </summary>
internal sealed class ColumnClocks(IObligations obligations, Calendars calendars) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change != ContentChangeKind.Published || version.Column is not { } column) return;
        var today = CivilTime.DateOf(tx.NowUtc);
        var open = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == column.Id && (o.Kind == ClockKinds.Freshness || o.Kind == ClockKinds.Periodic) && o.MetUtc == null && o.CancelledUtc == null)
            .ToListAsync(cancellation);
        foreach (var clock in open)
        {
            var rule = DeadlineRule.Parse(clock.Rule).Value!;
            if (clock.Kind == ClockKinds.Periodic)
            {
                if (Periods.Of(rule, today, calendars.Current).From == clock.FromDate) Obligations.Meet(tx, clock, actor.UserId);
            }
            else if (clock.FromDate < today)
            {
                Obligations.Meet(tx, clock, actor.UserId);
                await tx.Db.SaveChangesAsync(cancellation);
                var opened = await obligations.OpenAsync(tx, Fresh(column, clock.Rule, today), cancellation);
                if (!opened.Succeeded) throw new InvalidOperationException($"The clock {clock.Rule} of column {column.Id} was refused: {opened.Failures[0]}");
            }
        }
    }

    public static ObligationDraft Fresh(Column column, string rule, DateOnly from) => new(
        column.Id, null, column.AgencyId, column.Id, column.SectionId, ClockKinds.Freshness, rule, from, $"栏目任务分解表更新频率：{column.FreshnessText}");
}
