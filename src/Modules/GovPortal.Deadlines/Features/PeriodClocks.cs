using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// One clock a period. What is newly owed begins with the first period that is not yet due; after that every period has
/// its clock, those that passed while nothing ran included, and a missed one stays beside the next.
/// </summary>
public sealed class PeriodClocks(Obligations obligations, ClockDerivation derivation)
{
    /// <summary>So many periods are caught up at most: five years of months.</summary>
    private const int MostAtOnce = 60;

    /// <param name="owed">What is owed, one draft a subject, without a start.</param>
    internal async Task BringAsync(PortalTransaction tx, string kind, IReadOnlyList<ObligationDraft> owed, WorkingCalendar calendar, CancellationToken cancellation)
    {
        var known = (await tx.Db.Set<Obligation>().Where(o => o.Kind == kind).ToListAsync(cancellation)).ToLookup(o => o.SubjectId);
        foreach (var draft in owed)
        {
            var rule = DeadlineRule.Parse(draft.Rule).Value!;
            var own = known[draft.SubjectId].Where(o => o.Rule == rule.ToString()).ToList();
            foreach (var clock in own.Where(o => o.IsOpen)) (clock.AgencyId, clock.SectionId) = (draft.AgencyId, draft.SectionId);
            foreach (var period in Missing(rule, own, CivilTime.DateOf(tx.NowUtc), calendar)) await OpenAsync(tx, draft, period, cancellation);
        }
        // What is no longer owed is given up, except what was missed already: that stays until it is closed.
        var rules = owed.ToDictionary(d => d.SubjectId, d => DeadlineRule.Parse(d.Rule).Value!.ToString());
        foreach (var clock in known.SelectMany(g => g).Where(o => o.IsOpen && o.DueUtc >= tx.NowUtc && rules.GetValueOrDefault(o.SubjectId) != o.Rule))
        {
            Obligations.Cancel(tx, clock);
        }
    }

    private static IEnumerable<Period> Missing(DeadlineRule rule, List<Obligation> own, DateOnly today, WorkingCalendar calendar)
    {
        var period = Periods.Of(rule, today, calendar);
        if (own.Count == 0)
        {
            yield return period.Due < today ? Periods.Next(rule, period, calendar) : period;
            yield break;
        }
        // A cancelled period of today runs again where the duty came back.
        var known = own.Where(o => o.MetUtc is not null || o.CancelledUtc is null).Select(o => o.FromDate).ToHashSet();
        period = Periods.Of(rule, own.Max(o => o.FromDate), calendar);
        for (var n = 0; n < MostAtOnce && period.First <= today; n++, period = Periods.Next(rule, period, calendar))
        {
            if (known.Contains(period.From) || (period.Due < today && own.Exists(o => o.FromDate == period.From))) continue;
            yield return period;
        }
    }

    private async Task OpenAsync(PortalTransaction tx, ObligationDraft draft, Period period, CancellationToken cancellation)
    {
        var own = draft with { From = period.From };
        var clock = await tx.Db.Set<Obligation>().FirstOrDefaultAsync(
            o => o.SubjectId == own.SubjectId && o.Kind == own.Kind && o.Rule == own.Rule && o.FromDate == own.From, cancellation);
        if (clock is null) clock = await obligations.StartAsync(tx, own, derivation.OfDraft(own).Value!, cancellation);
        else
        {
            clock.CancelledUtc = null;
            await derivation.ApplyAsync(tx.Db, clock, cancellation);
            tx.Append(ObligationEvents.Of(DeadlineEvents.Started, clock));
        }
        if (own.Kind != ClockKinds.Periodic) return;
        // Something may have been published in the period before it had its clock.
        var (first, last) = (CivilTime.EndOfDayUtc(period.First.AddDays(-1)), CivilTime.EndOfDayUtc(period.Last));
        var published = await tx.Db.Set<ContentIndexRow>().Where(r => r.IsPublished && r.ColumnId == own.ColumnId && r.FirstPublishedUtc > first && r.FirstPublishedUtc <= last)
            .Select(r => r.FirstPublishedUtc).MinAsync(cancellation);
        if (published is { } at) Obligations.Meet(tx, clock, atUtc: at);
    }
}
