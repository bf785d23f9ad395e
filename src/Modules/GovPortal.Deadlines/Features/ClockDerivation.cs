using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>Puts what follows from start, rule, changes and calendar on a clock's row: due instant, 暂定, the next signal.</summary>
public sealed class ClockDerivation(Calendars calendars)
{
    /// <summary>Failures: <c>clock.bad-rule</c>, <c>clock.rule-out-of-range</c>, <c>clock.date-out-of-range</c>, <c>clock.instant-needed</c>, <c>obligation.no-due</c>.</summary>
    public Result<DeadlineWorking> OfDraft(ObligationDraft draft)
    {
        if (draft.From.Year is < ClockStart.FirstYear or > ClockStart.LastYear) return Failure.Of("clock.date-out-of-range", draft.From.ToString("O"));
        var rule = DeadlineRule.Parse(draft.Rule);
        if (!rule.Succeeded) return rule.As<DeadlineWorking>();
        var explained = Deadline.Explain(draft.FromUtc is { } instant ? ClockStart.AtUtc(instant) : draft.From, rule.Value, calendars.Current);
        if (!explained.Succeeded) return explained;
        return explained.Value.DueUtc is null ? Failure.Of("obligation.no-due", draft.Rule) : explained;
    }

    /// <summary>Derives the row anew with all that was done to it, also what is not saved yet.</summary>
    public async Task ApplyAsync(PortalDbContext db, Obligation clock, CancellationToken cancellation)
    {
        var changes = clock.ChangeCount == 0 ? [] : await ChangesAsync(db, clock.Id, cancellation);
        await SetAsync(db, clock, Explain(clock, changes, calendars.Current), cancellation);
    }

    public async Task SetAsync(PortalDbContext db, Obligation clock, DeadlineWorking working, CancellationToken cancellation) =>
        Set(clock, working, await SignalLeads.LoadAsync(db, cancellation), calendars.Current);

    internal static void Set(Obligation clock, DeadlineWorking working, SignalLeads leads, WorkingCalendar calendar)
    {
        var due = working.DueUtc!.Value;
        (clock.DueUtc, clock.Provisional, clock.CalendarVersion) = (due, working.Provisional, calendar.Version);
        clock.NextSignalUtc = clock.IsOpen && clock.PausedUtc is null ? SignalTimes.FirstUtc(due, leads.For(clock.Kind), calendar) : null;
    }

    internal static DeadlineWorking Explain(Obligation clock, IEnumerable<ObligationChange> changes, WorkingCalendar calendar, DateOnly? openPauseUntil = null)
    {
        ClockStart start = clock.FromUtc is { } utc ? ClockStart.AtUtc(utc) : clock.FromDate;
        return ClockHistory.Explain(start, DeadlineRule.Parse(clock.Rule).Value!, changes.OrderBy(c => c.Number).Select(c => c.Fact), calendar, openPauseUntil).Value!;
    }

    private static async Task<List<ObligationChange>> ChangesAsync(PortalDbContext db, string id, CancellationToken cancellation)
    {
        var saved = await db.Set<ObligationChange>().Where(c => c.ObligationId == id).ToListAsync(cancellation);
        return [.. saved.Union(db.ChangeTracker.Entries<ObligationChange>().Select(e => e.Entity).Where(c => c.ObligationId == id))];
    }
}
