using GovPortal.AdminUi.Lists;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <param name="Status">A status; null shows what runs.</param>
/// <param name="Kind">A kind of clock; null shows the agency's own for items.</param>
/// <param name="ItemId">Only this item's clocks, whatever their state.</param>
public sealed record ObligationFilter(ObligationStatus? Status, string? Kind, string? SectionId, string? ColumnId, string? ItemId);

/// <param name="Title">The item's title; null where it is not indexed.</param>
public sealed record ObligationRow(Obligation Obligation, string? Title, ObligationStatus Status, int WorkingDaysLeft);

/// <param name="Counts">How many there are in each status, before the status filter.</param>
public sealed record ObligationPage(IReadOnlyList<ObligationRow> Rows, int Total, IReadOnlyDictionary<ObligationStatus, int> Counts);

/// <summary>The board of clocks: those of the agencies and sections that the person may see.</summary>
public sealed class ListObligations(Calendars calendars, TimeProvider time)
{
    public async Task<ObligationPage> HandleAsync(PortalDbContext db, ListQuery list, ObligationFilter filter, Actor actor, CancellationToken cancellation)
    {
        var now = time.UtcNow();
        var soon = StatusOf.SoonUntilUtc(now, calendars.Current);
        var all = db.Set<Obligation>().AsNoTracking().VisibleTo(actor);
        if (filter.ItemId is { Length: > 0 } item) all = all.Where(o => o.SubjectId == item);
        else
        {
            var kind = filter.Kind is { Length: > 0 } given ? given : DisclosureClock.Internal;
            all = all.Where(o => o.Kind == kind);
        }
        if (filter.SectionId is { Length: > 0 } section) all = all.Where(o => o.SectionId == section);
        if (filter.ColumnId is { Length: > 0 } column) all = all.Where(o => o.ColumnId == column);
        var rows =
            from o in all
            join r in db.Set<ContentIndexRow>().Where(r => !r.IsPublished) on o.SubjectId equals r.ContentItemId into found
            from r in found.DefaultIfEmpty()
            select new { Obligation = o, Title = r == null ? null : r.Title };
        if (list.Q is { } words) rows = rows.Where(x => x.Title != null && x.Title.Contains(words));

        var counts = await rows.GroupBy(x => 1).Select(g => new
        {
            Pending = g.Count(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc > soon),
            DueSoon = g.Count(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc <= soon && x.Obligation.DueUtc >= now),
            Overdue = g.Count(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc < now),
            Met = g.Count(x => x.Obligation.MetUtc != null && x.Obligation.MetUtc <= x.Obligation.DueUtc),
            MetLate = g.Count(x => x.Obligation.MetUtc != null && x.Obligation.MetUtc > x.Obligation.DueUtc),
            Cancelled = g.Count(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc != null),
        }).FirstOrDefaultAsync(cancellation);

        rows = filter.Status switch
        {
            ObligationStatus.Pending => rows.Where(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc > soon),
            ObligationStatus.DueSoon => rows.Where(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc <= soon && x.Obligation.DueUtc >= now),
            ObligationStatus.Overdue => rows.Where(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null && x.Obligation.DueUtc < now),
            ObligationStatus.Met => rows.Where(x => x.Obligation.MetUtc != null && x.Obligation.MetUtc <= x.Obligation.DueUtc),
            ObligationStatus.MetLate => rows.Where(x => x.Obligation.MetUtc != null && x.Obligation.MetUtc > x.Obligation.DueUtc),
            ObligationStatus.Cancelled => rows.Where(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc != null),
            _ when filter.ItemId is { Length: > 0 } => rows,
            _ => rows.Where(x => x.Obligation.MetUtc == null && x.Obligation.CancelledUtc == null),
        };
        var total = await rows.CountAsync(cancellation);
        rows = (list.Sort, list.Desc) switch
        {
            ("from", false) => rows.OrderBy(x => x.Obligation.FromDate).ThenBy(x => x.Obligation.Id),
            ("from", true) => rows.OrderByDescending(x => x.Obligation.FromDate).ThenBy(x => x.Obligation.Id),
            (_, true) => rows.OrderByDescending(x => x.Obligation.DueUtc).ThenBy(x => x.Obligation.Id),
            _ => rows.OrderBy(x => x.Obligation.DueUtc).ThenBy(x => x.Obligation.Id),
        };
        var page = await rows.Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new ObligationPage(
            [.. page.Select(x => new ObligationRow(x.Obligation, x.Title,
                StatusOf.Of(x.Obligation.DueUtc, x.Obligation.MetUtc, x.Obligation.CancelledUtc, now, calendars.Current),
                StatusOf.WorkingDaysLeft(x.Obligation.DueUtc, now, calendars.Current)))],
            total,
            new Dictionary<ObligationStatus, int>
            {
                [ObligationStatus.Pending] = counts?.Pending ?? 0, [ObligationStatus.DueSoon] = counts?.DueSoon ?? 0,
                [ObligationStatus.Overdue] = counts?.Overdue ?? 0, [ObligationStatus.Met] = counts?.Met ?? 0,
                [ObligationStatus.MetLate] = counts?.MetLate ?? 0, [ObligationStatus.Cancelled] = counts?.Cancelled ?? 0,
            });
    }
}
