using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>Clocks that are not met and do not stand still, by section.</summary>
/// <param name="Soon">Due within three working days after today.</param>
public sealed record ClockCounts(int Late, int Today, int Soon);

/// <summary>A clock that ran out: whose, what for, since when.</summary>
/// <param name="Days">Days over, today included.</param>
public sealed record LateClock(string SubjectId, string Kind, string Section, DateTime DueUtc, int Days);

/// <param name="Scheduled">Published by themselves at their time.</param>
public sealed record PublisherCounts(int Approved, int Scheduled, int Today);

/// <summary>What people look at rather than read.</summary>
/// <param name="Agency">Name of the agency, or of the first of several.</param>
/// <param name="Supervises">Sees problems, orders and clocks; a publisher alone sees what is published and what waits for it.</param>
/// <param name="IsWhole">Sees whole agencies; else sections of one's own.</param>
/// <param name="Lines">Traffic lights, the most pressing first.</param>
/// <param name="Days">Clocks due on each of the next fourteen days.</param>
/// <param name="Months">The last twelve months: published in time, late, and without a clock.</param>
/// <param name="Trend">Scores of the last thirty days, by agency or section.</param>
/// <param name="Publisher">Null for those who do not publish.</param>
/// <param name="Mine">What waits for the person and is pressing, over all modules.</param>
public sealed record Dashboard(
    string Agency, bool Supervises, bool IsWhole, IReadOnlyList<GlanceLine> Lines, ClockCounts Clocks, IReadOnlyList<(DateOnly Day, int Count)> Days, IReadOnlyList<(int Month, int OnTime, int Late, int Other)> Months,
    IReadOnlyList<(string Name, IReadOnlyList<InspectionScore> Scores)> Trend, IReadOnlyList<LateClock> Late, PublisherCounts? Publisher, IReadOnlyList<WorkItemGroup> Mine, DateTime AtUtc);

/// <summary>
/// The dashboard (督办看板) of the office, a section, the leader, the publisher: each sees what is theirs. A bounded number of
/// queries, whatever the portal holds. Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadDashboard(
    IDbContextFactory<PortalDbContext> contexts, ReadGlance glance, IObligations obligations, IEnumerable<IWorkItems> work, TimeProvider time)
{
    private const int ShownDays = 14, ShownMonths = 12, TrendDays = 30, ShownLate = 10, SoonDays = 3, MostLines = 6;

    /// <param name="withMine">Also asks every module what waits for the person; a wall screen is nobody's.</param>
    public async Task<Result<Dashboard>> HandleAsync(Actor actor, bool withMine, CancellationToken cancellation)
    {
        if (!SupervisionAccess.SeesDashboard(actor)) return Failure.Of(Failure.NotAllowed);
        var supervises = SupervisionAccess.Anywhere(actor);
        var lines = supervises ? (await glance.HandleAsync(actor, cancellation)).Value! : [];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (now, organisation) = (time.UtcNow(), await OrganisationSnapshot.LoadAsync(db, cancellation));
        var reach = supervises ? SupervisionAccess.Reach(actor) : PublishingReach(actor);
        var agency = organisation.Agencies.FirstOrDefault(a => reach.Everywhere || reach.Agencies.Contains(a.Id) || organisation.Sections.Any(s => s.AgencyId == a.Id && reach.Sections.Contains(s.Id)));
        var (counts, days, late) = supervises ? await ClocksAsync(db, organisation, reach, now, cancellation) : (new ClockCounts(0, 0, 0), [], []);
        return new Dashboard(
            agency?.Name ?? "", supervises, reach.Everywhere || reach.Agencies.Count > 0, lines, counts, days, await MonthsAsync(db, organisation, reach, now, cancellation),
            supervises ? await TrendAsync(db, organisation, reach, now, cancellation) : [], late, await PublisherAsync(db, actor, now, cancellation), withMine ? await MineAsync(db, actor, cancellation) : [], now);
    }

    private static (bool Everywhere, List<string> Agencies, List<string> Sections) PublishingReach(Actor actor)
    {
        var grants = actor.Grants.Where(g => g.Permissions.Contains(Permissions.ContentPublish)).ToList();
        return (grants.Exists(g => g.AgencyId is null), [.. grants.Select(g => g.AgencyId).OfType<string>().Distinct()], []);
    }

    /// <summary>Most clocks end with a day, so that what ran out or will soon has few instants: one query counts them all; those in hours are put to their day here.</summary>
    private async Task<(ClockCounts, IReadOnlyList<(DateOnly, int)>, IReadOnlyList<LateClock>)> ClocksAsync(
        PortalDbContext db, OrganisationSnapshot organisation, (bool Everywhere, List<string> Agencies, List<string> Sections) reach, DateTime now, CancellationToken cancellation)
    {
        var clocks = obligations.Running(db, null).Where(c => c.PausedUtc == null);
        if (!reach.Everywhere) clocks = clocks.Where(c => reach.Agencies.Contains(c.AgencyId) || (c.SectionId != null && reach.Sections.Contains(c.SectionId)));
        var (first, today, soon) = (now.ToCivilDate(), obligations.EndOfWorkingDayUtc(0), obligations.EndOfWorkingDayUtc(SoonDays));
        var shown = CivilTime.EndOfDayUtc(first.AddDays(ShownDays - 1));
        var until = soon > shown ? soon : shown;
        var due = await clocks.Where(c => c.DueUtc <= until).GroupBy(c => c.DueUtc).Select(g => new { DueUtc = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var byDay = due.Where(d => d.DueUtc >= now).ToLookup(d => CivilTime.DateOf(d.DueUtc), d => d.Count);
        var late = await clocks.Where(c => c.DueUtc < now).OrderBy(c => c.DueUtc).ThenBy(c => c.SubjectId).Take(ShownLate).ToListAsync(cancellation);
        return (
            new ClockCounts(due.Where(d => d.DueUtc < now).Sum(d => d.Count), due.Where(d => d.DueUtc >= now && d.DueUtc <= today).Sum(d => d.Count), due.Where(d => d.DueUtc > today && d.DueUtc <= soon).Sum(d => d.Count)),
            [.. Enumerable.Range(0, ShownDays).Select(i => first.AddDays(i)).Select(d => (d, byDay[d].Sum()))],
            [.. late.Select(c => new LateClock(c.SubjectId, c.Kind, organisation.Section(c.SectionId)?.Name ?? "办公室", c.DueUtc, first.DayNumber - CivilTime.DateOf(c.DueUtc).DayNumber))]);
    }

    private static async Task<IReadOnlyList<(int, int, int, int)>> MonthsAsync(
        PortalDbContext db, OrganisationSnapshot organisation, (bool Everywhere, List<string> Agencies, List<string> Sections) reach, DateTime now, CancellationToken cancellation)
    {
        var present = now.ToCivilDate();
        var months = Enumerable.Range(0, ShownMonths).Select(i => ReadSummary.MonthOf(present.AddMonths(i - ShownMonths + 1))).ToList();
        var first = months[0];
        var columns = organisation.Columns.Where(c => reach.Everywhere || reach.Agencies.Contains(c.AgencyId) || (c.SectionId is { } s && reach.Sections.Contains(s))).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        // Read by month and put together here: the columns are in memory already.
        var rows = await db.Set<MonthFigures>().AsNoTracking().Where(f => f.Month >= first && !f.IsInternal).Select(f => new { f.Month, f.ColumnId, f.PublishedCount, f.OnTimeCount, f.LateCount }).ToListAsync(cancellation);
        var own = rows.Where(r => columns.Contains(r.ColumnId)).ToLookup(r => r.Month);
        return [.. months.Select(m => (m, own[m].Sum(r => r.OnTimeCount), own[m].Sum(r => r.LateCount), own[m].Sum(r => r.PublishedCount - r.OnTimeCount - r.LateCount)))];
    }

    private static async Task<IReadOnlyList<(string, IReadOnlyList<InspectionScore>)>> TrendAsync(
        PortalDbContext db, OrganisationSnapshot organisation, (bool Everywhere, List<string> Agencies, List<string> Sections) reach, DateTime now, CancellationToken cancellation)
    {
        var from = now.ToCivilDate().AddDays(-TrendDays);
        var scores = (await db.Set<InspectionScore>().AsNoTracking().Where(s => s.Day > from).OrderBy(s => s.Day).ToListAsync(cancellation)).ToLookup(s => (s.AgencyId, s.SectionId));
        var whole = organisation.Agencies.Where(a => reach.Everywhere || reach.Agencies.Contains(a.Id)).Select(a => (a.Name, (IReadOnlyList<InspectionScore>)[.. scores[(a.Id, "")]]));
        var parts = organisation.Sections.Where(s => reach.Sections.Contains(s.Id)).Select(s => (s.Name, (IReadOnlyList<InspectionScore>)[.. scores[(s.AgencyId, s.Id)]]));
        return [.. whole.Concat(parts).Take(MostLines)];
    }

    private static async Task<PublisherCounts?> PublisherAsync(PortalDbContext db, Actor actor, DateTime now, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.ContentPublish)) return null;
        var (anywhere, agencies, _) = PublishingReach(actor);
        var rows = db.Set<ContentIndexRow>().AsNoTracking();
        if (!anywhere) rows = rows.Where(r => agencies.Contains(r.AgencyId));
        var start = Instants.FromCivil(now.ToCivilDate().ToDateTime(TimeOnly.MinValue));
        var waiting = await rows.Where(r => !r.IsPublished && (r.State == VersionState.Approved || r.State == VersionState.Scheduled)).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var published = await rows.CountAsync(r => r.IsPublished && !r.IsInternal && r.PublishedUtc >= start, cancellation);
        return new PublisherCounts(waiting.FirstOrDefault(w => w.Key == VersionState.Approved)?.Count ?? 0, waiting.FirstOrDefault(w => w.Key == VersionState.Scheduled)?.Count ?? 0, published);
    }

    private async Task<IReadOnlyList<WorkItemGroup>> MineAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        foreach (var module in work) groups.AddRange(await module.WaitingForAsync(db, actor, cancellation));
        return [.. groups.Where(g => g.Total > 0).OrderBy(g => g.Order)];
    }
}
