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
/// <param name="IsWhole">Sees whole agencies; else sections of one's own.</param>
/// <param name="Lines">Traffic lights, the most pressing first.</param>
/// <param name="Days">Clocks due on each of the next fourteen days.</param>
/// <param name="Months">The last twelve months: published in time, late, and without a clock.</param>
/// <param name="Trend">Scores of the last thirty days, by agency or section.</param>
/// <param name="Publisher">Null for those who do not publish.</param>
/// <param name="Mine">What waits for the person and is pressing, over all modules.</param>
public sealed record Dashboard(
    string Agency, bool IsWhole, IReadOnlyList<GlanceLine> Lines, ClockCounts Clocks, IReadOnlyList<(DateOnly Day, int Count)> Days, IReadOnlyList<(int Month, int OnTime, int Late, int Other)> Months,
    IReadOnlyList<(string Name, IReadOnlyList<InspectionScore> Scores)> Trend, IReadOnlyList<LateClock> Late, PublisherCounts? Publisher, IReadOnlyList<WorkItemGroup> Mine, DateTime AtUtc);

/// <summary>
/// The dashboard (督办看板) of the office, a section, the leader, the publisher: each sees what is theirs. A bounded number of
/// queries, whatever the portal holds. Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadDashboard(
    IDbContextFactory<PortalDbContext> contexts, ReadGlance glance, IObligations obligations, IEnumerable<ClockKind> kinds, IEnumerable<IWorkItems> work, TimeProvider time)
{
    private const int ShownDays = 14, ShownMonths = 12, TrendDays = 30, ShownLate = 10, SoonDays = 3, MostLines = 6;

    /// <param name="withMine">Also asks every module what waits for the person; a wall screen is nobody's.</param>
    public async Task<Result<Dashboard>> HandleAsync(Actor actor, bool withMine, CancellationToken cancellation)
    {
        var lines = await glance.HandleAsync(actor, cancellation);
        if (!lines.Succeeded) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (now, organisation) = (time.UtcNow(), await OrganisationSnapshot.LoadAsync(db, cancellation));
        var reach = SupervisionAccess.Reach(actor);
        var isWhole = reach.Everywhere || reach.Agencies.Count > 0;
        var agency = organisation.Agencies.FirstOrDefault(a => reach.Everywhere || reach.Agencies.Contains(a.Id) || organisation.Sections.Any(s => s.AgencyId == a.Id && reach.Sections.Contains(s.Id)));
        var clocks = Clocks(db, reach);
        return new Dashboard(
            agency?.Name ?? "", isWhole, lines.Value, await CountAsync(clocks, now, cancellation), await DaysAsync(clocks, now, cancellation), await MonthsAsync(db, organisation, reach, now, cancellation),
            await TrendAsync(db, organisation, reach, now, cancellation), await LateAsync(clocks, organisation, now, cancellation), await PublisherAsync(db, actor, now, cancellation),
            withMine ? await MineAsync(db, actor, cancellation) : [], now);
    }

    private IQueryable<RunningClock> Clocks(PortalDbContext db, (bool Everywhere, List<string> Agencies, List<string> Sections) reach)
    {
        var running = obligations.Running(db, [.. kinds.Select(k => k.Name)]).Where(c => c.PausedUtc == null);
        return reach.Everywhere ? running : running.Where(c => reach.Agencies.Contains(c.AgencyId) || (c.SectionId != null && reach.Sections.Contains(c.SectionId)));
    }

    private async Task<ClockCounts> CountAsync(IQueryable<RunningClock> clocks, DateTime now, CancellationToken cancellation)
    {
        var (today, soon) = (obligations.EndOfWorkingDayUtc(0), obligations.EndOfWorkingDayUtc(SoonDays));
        var late = await clocks.CountAsync(c => c.DueUtc < now, cancellation);
        return new ClockCounts(late, await clocks.CountAsync(c => c.DueUtc >= now && c.DueUtc <= today, cancellation), await clocks.CountAsync(c => c.DueUtc > today && c.DueUtc <= soon, cancellation));
    }

    /// <summary>Most clocks end with a day, so that there are few instants; those in hours are put to their day here.</summary>
    private static async Task<IReadOnlyList<(DateOnly, int)>> DaysAsync(IQueryable<RunningClock> clocks, DateTime now, CancellationToken cancellation)
    {
        var (first, until) = (now.ToCivilDate(), CivilTime.EndOfDayUtc(now.ToCivilDate().AddDays(ShownDays - 1)));
        var due = await clocks.Where(c => c.DueUtc >= now && c.DueUtc <= until).GroupBy(c => c.DueUtc).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var byDay = due.ToLookup(d => CivilTime.DateOf(d.Key), d => d.Count);
        return [.. Enumerable.Range(0, ShownDays).Select(i => first.AddDays(i)).Select(d => (d, byDay[d].Sum()))];
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

    private static async Task<IReadOnlyList<LateClock>> LateAsync(IQueryable<RunningClock> clocks, OrganisationSnapshot organisation, DateTime now, CancellationToken cancellation)
    {
        var late = await clocks.Where(c => c.DueUtc < now).OrderBy(c => c.DueUtc).ThenBy(c => c.SubjectId).Take(ShownLate).ToListAsync(cancellation);
        var today = now.ToCivilDate();
        return [.. late.Select(c => new LateClock(c.SubjectId, c.Kind, organisation.Section(c.SectionId)?.Name ?? "办公室", c.DueUtc, today.DayNumber - CivilTime.DateOf(c.DueUtc).DayNumber))];
    }

    private static async Task<PublisherCounts?> PublisherAsync(PortalDbContext db, Actor actor, DateTime now, CancellationToken cancellation)
    {
        var grants = actor.Grants.Where(g => g.Permissions.Contains(Permissions.ContentPublish)).ToList();
        if (grants.Count == 0) return null;
        var (anywhere, agencies) = (grants.Exists(g => g.AgencyId is null), grants.Select(g => g.AgencyId).OfType<string>().Distinct().ToList());
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
