using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Deadlines.Features;

/// <summary>The states of clocks, for one row and as conditions for the database.</summary>
internal static class ObligationStates
{
    public static ObligationStatus StatusAt(this Obligation clock, DateTime nowUtc, WorkingCalendar calendar)
    {
        // What stands still neither approaches nor runs out.
        if (clock.IsOpen && clock.PausedUtc is not null && !clock.IsBreached(nowUtc)) return ObligationStatus.Pending;
        return StatusOf.Of(clock.DueUtc, clock.MetUtc, clock.CancelledUtc, nowUtc, calendar);
    }

    /// <summary>待说明原因: missed and not yet explained (R77).</summary>
    public static bool NeedsReasonAt(this Obligation clock, DateTime nowUtc) => clock.ExplainedUtc is null && clock.IsBreached(nowUtc);

    public static IQueryable<Obligation> In(this IQueryable<Obligation> rows, ObligationStatus status, DateTime now, DateTime soon) => status switch
    {
        ObligationStatus.Pending => rows.Where(o => o.CancelledUtc == null && o.MetUtc == null && (o.DueUtc > soon || (o.PausedUtc != null && o.DueUtc >= o.PausedUtc))),
        ObligationStatus.DueSoon => rows.Where(o => o.CancelledUtc == null && o.MetUtc == null && o.DueUtc <= soon && o.DueUtc >= now && o.PausedUtc == null),
        ObligationStatus.Overdue => rows.Where(o => o.CancelledUtc == null && o.MetUtc == null && o.DueUtc < now && (o.PausedUtc == null || o.DueUtc < o.PausedUtc)),
        ObligationStatus.Met => rows.Where(o => o.MetUtc != null && o.MetUtc <= o.DueUtc),
        ObligationStatus.MetLate => rows.Where(o => o.MetUtc != null && o.MetUtc > o.DueUtc),
        _ => rows.Where(o => o.MetUtc == null && o.CancelledUtc != null),
    };

    public static IQueryable<Obligation> NeedingReason(this IQueryable<Obligation> rows, DateTime now) => rows.Where(o =>
        o.CancelledUtc == null && o.ExplainedUtc == null
        && ((o.MetUtc != null && o.MetUtc > o.DueUtc) || (o.MetUtc == null && o.DueUtc < now && (o.PausedUtc == null || o.DueUtc < o.PausedUtc))));
}
