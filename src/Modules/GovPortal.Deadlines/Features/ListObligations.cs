using GovPortal.AdminUi.Lists;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <param name="Status">A status; null shows what runs.</param>
/// <param name="Kind">A kind of clock; null shows all but the statutory one, which runs beside the agency's own.</param>
/// <param name="ItemId">Only this subject's clocks, whatever their state.</param>
/// <param name="NeedsReason">Only what was missed and not explained, open or closed.</param>
/// <param name="OwnOnly">Only clocks of items that the person drafted.</param>
/// <param name="Day">Only what is due on this civil day, whatever its state.</param>
public sealed record ObligationFilter(
    ObligationStatus? Status, string? Kind, string? SectionId, string? ColumnId, string? ItemId,
    bool NeedsReason = false, bool OwnOnly = false, DateOnly? Day = null);

/// <param name="Title">The subject's title; null where none is known.</param>
public sealed record ObligationRow(Obligation Obligation, string? Title, ObligationStatus Status, int WorkingDaysLeft, bool NeedsReason);

/// <param name="Counts">How many there are in each status, before the status filter.</param>
/// <param name="NeedingReason">How many were missed and wait for a reason.</param>
public sealed record ObligationPage(IReadOnlyList<ObligationRow> Rows, int Total, IReadOnlyDictionary<ObligationStatus, int> Counts, int NeedingReason = 0);

/// <param name="Open">Clocks due on the day that are not met.</param>
public sealed record CalendarDay(DateOnly Date, int Open, int Met, bool Provisional);

/// <summary>The board of clocks: those of the agencies and sections that the person may see.</summary>
public sealed class ListObligations(Calendars calendars, TimeProvider time)
{
    public async Task<ObligationPage> HandleAsync(PortalDbContext db, ListQuery list, ObligationFilter filter, Actor actor, CancellationToken cancellation)
    {
        var now = time.UtcNow();
        var soon = StatusOf.SoonUntilUtc(now, calendars.Current);
        var all = Chosen(db, list.Q, filter, actor);
        var counts = await all.GroupBy(o => 1).Select(g => new
        {
            Pending = g.Count(o => o.CancelledUtc == null && o.MetUtc == null && (o.DueUtc > soon || (o.PausedUtc != null && o.DueUtc >= o.PausedUtc))),
            DueSoon = g.Count(o => o.CancelledUtc == null && o.MetUtc == null && o.DueUtc <= soon && o.DueUtc >= now && o.PausedUtc == null),
            Overdue = g.Count(o => o.CancelledUtc == null && o.MetUtc == null && o.DueUtc < now && (o.PausedUtc == null || o.DueUtc < o.PausedUtc)),
            Met = g.Count(o => o.MetUtc != null && o.MetUtc <= o.DueUtc),
            MetLate = g.Count(o => o.MetUtc != null && o.MetUtc > o.DueUtc),
            Cancelled = g.Count(o => o.MetUtc == null && o.CancelledUtc != null),
            Reason = g.Count(o => o.CancelledUtc == null && o.ExplainedUtc == null
                && ((o.MetUtc != null && o.MetUtc > o.DueUtc) || (o.MetUtc == null && o.DueUtc < now && (o.PausedUtc == null || o.DueUtc < o.PausedUtc)))),
        }).FirstOrDefaultAsync(cancellation);
        var byStatus = new Dictionary<ObligationStatus, int>
        {
            [ObligationStatus.Pending] = counts?.Pending ?? 0, [ObligationStatus.DueSoon] = counts?.DueSoon ?? 0,
            [ObligationStatus.Overdue] = counts?.Overdue ?? 0, [ObligationStatus.Met] = counts?.Met ?? 0,
            [ObligationStatus.MetLate] = counts?.MetLate ?? 0, [ObligationStatus.Cancelled] = counts?.Cancelled ?? 0,
        };
        // The counts say how many the list has: it is not counted again.
        var total = filter.NeedsReason ? counts?.Reason ?? 0
            : filter.Status is { } status ? byStatus[status]
            : filter.ItemId is { Length: > 0 } || filter.Day is not null ? byStatus.Values.Sum()
            : byStatus[ObligationStatus.Pending] + byStatus[ObligationStatus.DueSoon] + byStatus[ObligationStatus.Overdue];
        var page = await Sorted(Narrowed(all, filter, now, soon), list).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new ObligationPage(await RowsAsync(db, page, now, cancellation), total, byStatus, counts?.Reason ?? 0);
    }

    /// <summary>Everything the filter chooses, in the order of the due instant, a part at a time.</summary>
    public async IAsyncEnumerable<ObligationRow> AllAsync(
        PortalDbContext db, string? words, ObligationFilter filter, Actor actor, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        const int part = 1000;
        var now = time.UtcNow();
        var rows = Sorted(Narrowed(Chosen(db, words, filter, actor), filter, now, StatusOf.SoonUntilUtc(now, calendars.Current)), new ListQuery());
        for (var skip = 0; skip < limit; skip += part)
        {
            var page = await rows.Skip(skip).Take(Math.Min(part, limit - skip)).ToListAsync(cancellation);
            foreach (var row in await RowsAsync(db, page, now, cancellation)) yield return row;
            if (page.Count < part) yield break;
        }
    }

    /// <summary>How many clocks are due on each day of a month.</summary>
    public async Task<IReadOnlyList<CalendarDay>> MonthAsync(PortalDbContext db, string? words, ObligationFilter filter, DateOnly month, Actor actor, CancellationToken cancellation)
    {
        var (after, until) = (CivilTime.EndOfDayUtc(month.AddDays(-1)), CivilTime.EndOfDayUtc(month.AddMonths(1).AddDays(-1)));
        // Nearly all are due at the end of a day, so the instants are few.
        var groups = await Chosen(db, words, filter, actor).Where(o => o.DueUtc > after && o.DueUtc <= until && o.CancelledUtc == null)
            .GroupBy(o => new { o.DueUtc, o.Provisional, Met = o.MetUtc != null })
            .Select(g => new { g.Key.DueUtc, g.Key.Provisional, g.Key.Met, Count = g.Count() }).ToListAsync(cancellation);
        return [.. groups.GroupBy(g => CivilTime.DateOf(g.DueUtc)).OrderBy(d => d.Key).Select(d => new CalendarDay(
            d.Key, d.Where(g => !g.Met).Sum(g => g.Count), d.Where(g => g.Met).Sum(g => g.Count), d.Any(g => g.Provisional && !g.Met)))];
    }

    /// <summary>Titles of subjects: an item's latest version, a column, a duty.</summary>
    internal static async Task<Dictionary<string, string>> TitlesAsync(PortalDbContext db, IReadOnlyCollection<Obligation> clocks, bool publishedOnly, CancellationToken cancellation)
    {
        if (clocks.Count == 0) return [];
        var ids = clocks.Select(o => o.SubjectId).Distinct().ToList();
        var titles = await db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished == publishedOnly && ids.Contains(r.ContentItemId))
            .ToDictionaryAsync(r => r.ContentItemId, r => r.Title, cancellation);
        if (clocks.Any(o => o.Kind is ClockKinds.Freshness or ClockKinds.Periodic))
        {
            var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
            foreach (var column in ids.Select(organisation.Column).OfType<Column>()) titles[column.Id] = organisation.FullTitle(column);
        }
        if (clocks.Any(o => o.Kind == ClockKinds.Duty))
        {
            foreach (var duty in await db.Set<PeriodicDuty>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(cancellation)) titles[duty.Id] = duty.Title;
        }
        return titles;
    }

    private static IQueryable<Obligation> Chosen(PortalDbContext db, string? words, ObligationFilter filter, Actor actor)
    {
        var rows = db.Set<Obligation>().AsNoTracking().VisibleTo(actor);
        if (filter.ItemId is { Length: > 0 } item) return rows.Where(o => o.SubjectId == item);
        rows = filter.Kind is { Length: > 0 } kind ? rows.Where(o => o.Kind == kind) : rows.Where(o => o.Kind != DisclosureClock.Statutory);
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(o => o.SectionId == section);
        if (filter.ColumnId is { Length: > 0 } column) rows = rows.Where(o => o.ColumnId == column);
        if (filter.Day is { } day)
        {
            var (after, until) = (CivilTime.EndOfDayUtc(day.AddDays(-1)), CivilTime.EndOfDayUtc(day));
            rows = rows.Where(o => o.DueUtc > after && o.DueUtc <= until && o.CancelledUtc == null);
        }
        if (filter.OwnOnly)
        {
            var me = actor.UserId;
            rows = rows.Where(o => db.Set<ContentItemRow>().Any(i => i.Id == o.SubjectId && i.OwnerId == me));
        }
        return words is null ? rows : rows.Where(o =>
            db.Set<ContentIndexRow>().Any(r => !r.IsPublished && r.ContentItemId == o.SubjectId && r.Title.Contains(words))
            || db.Set<Column>().Any(c => c.Id == o.SubjectId && c.Title.Contains(words))
            || db.Set<PeriodicDuty>().Any(d => d.Id == o.SubjectId && d.Title.Contains(words)));
    }

    private static IQueryable<Obligation> Narrowed(IQueryable<Obligation> rows, ObligationFilter filter, DateTime now, DateTime soon) =>
        filter.NeedsReason ? rows.NeedingReason(now)
        : filter.Status is { } status ? rows.In(status, now, soon)
        : filter.ItemId is { Length: > 0 } || filter.Day is not null ? rows
        : rows.Where(o => o.CancelledUtc == null && o.MetUtc == null);

    private static IQueryable<Obligation> Sorted(IQueryable<Obligation> rows, ListQuery list) => (list.Sort, list.Desc) switch
    {
        ("from", false) => rows.OrderBy(o => o.FromDate).ThenBy(o => o.Id),
        ("from", true) => rows.OrderByDescending(o => o.FromDate).ThenBy(o => o.Id),
        (_, true) => rows.OrderByDescending(o => o.DueUtc).ThenBy(o => o.Id),
        _ => rows.OrderBy(o => o.DueUtc).ThenBy(o => o.Id),
    };

    private async Task<List<ObligationRow>> RowsAsync(PortalDbContext db, List<Obligation> clocks, DateTime now, CancellationToken cancellation)
    {
        var titles = await TitlesAsync(db, clocks, publishedOnly: false, cancellation);
        return [.. clocks.Select(o => new ObligationRow(
            o, titles.GetValueOrDefault(o.SubjectId), o.StatusAt(now, calendars.Current), StatusOf.WorkingDaysLeft(o.DueUtc, now, calendars.Current), o.NeedsReasonAt(now)))];
    }
}
