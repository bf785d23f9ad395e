using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.AdminUi.Lists;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Section"><c>office</c> for what is the office's, a section's id, or null for all.</param>
/// <param name="OpenOnly">True where no state is asked for and what has ended is left out.</param>
public sealed record RequestFilter(RequestState? State, string? Section, RequestChannel? Channel, bool Overdue, bool OpenOnly)
{
    public const string Office = "office";

    /// <summary>The answer's clock stands still.</summary>
    public bool Paused { get; init; }
    /// <summary>Due on or after this civil day, and not yet late.</summary>
    public DateOnly? DueFrom { get; init; }
    /// <summary>Due by the end of this civil day, and not yet late.</summary>
    public DateOnly? DueUntil { get; init; }
    /// <summary>A clock of this kind runs for it.</summary>
    public string? Clock { get; init; }
    /// <summary>Received in the month of this first day.</summary>
    public DateOnly? ReceivedIn { get; init; }
    /// <summary>Ended in the month of this first day.</summary>
    public DateOnly? EndedIn { get; init; }
    /// <summary>Of what ended: in time, or late.</summary>
    public bool? InTime { get; init; }
    /// <summary>Filed under this column (事项).</summary>
    public string? Subject { get; init; }
}

public sealed record RequestList(IReadOnlyList<DisclosureRequest> Rows, int Total)
{
    /// <summary>Ids of those among the rows that were archived.</summary>
    public IReadOnlySet<string> Archived { get; init; } = new HashSet<string>();
}

/// <summary>The cases a person may see; words look at numbers and codes, as what people wrote is encrypted. A page and a count.</summary>
public sealed partial class ListRequests(IDbContextFactory<PortalDbContext> contexts, IObligations obligations, StandIns standIns, TimeProvider time)
{
    public async Task<RequestList> HandleAsync(ListQuery list, RequestFilter filter, Actor person, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var actor = await standIns.WithAsync(db, person, cancellation);
        var rows = Where(db, list.Q, filter, actor);
        var total = await rows.CountAsync(cancellation);
        var page = (list.Sort, list.Desc) switch
        {
            ("received", false) => await PageAsync(rows.OrderBy(r => r.ReceivedOn).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation),
            ("received", true) => await PageAsync(rows.OrderByDescending(r => r.ReceivedOn).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation),
            ("due", true) => await PageAsync(rows.OrderByDescending(r => r.DueUtc).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation),
            ("due", false) => await PageAsync(rows.OrderBy(r => r.DueUtc).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation),
            _ when filter.OpenOnly && filter.State is null => await PageAsync(rows.OrderBy(r => r.DueUtc).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation),
            _ => await PressingFirstAsync(rows, list, cancellation),
        };
        var ended = page.Where(r => !r.IsOpen).Select(r => r.Id).ToList();
        var archived = ended.Count == 0 ? [] : await db.Set<RequestStep>().Where(s => ended.Contains(s.RequestId) && s.Kind == RequestEvents.Archived).Select(s => s.RequestId).Distinct().ToListAsync(cancellation);
        return new RequestList(page, total) { Archived = archived.ToHashSet() };
    }

    private static Task<List<DisclosureRequest>> PageAsync(IQueryable<DisclosureRequest> sorted, int skip, int take, CancellationToken cancellation) => sorted.Skip(skip).Take(take).ToListAsync(cancellation);

    /// <summary>What runs first, the most pressing before the others; then what ended, the latest first. Two reads, so that each follows an index.</summary>
    private static async Task<List<DisclosureRequest>> PressingFirstAsync(IQueryable<DisclosureRequest> rows, ListQuery list, CancellationToken cancellation)
    {
        var running = rows.Where(r => r.EndedUtc == null);
        var runs = await running.CountAsync(cancellation);
        var page = list.Skip >= runs ? [] : await PageAsync(running.OrderBy(r => r.DueUtc).ThenBy(r => r.Id), list.Skip, list.PageSize, cancellation);
        if (page.Count < list.PageSize) page.AddRange(await PageAsync(rows.Where(r => r.EndedUtc != null).OrderByDescending(r => r.EndedUtc).ThenBy(r => r.Id), Math.Max(0, list.Skip - runs), list.PageSize - page.Count, cancellation));
        return page;
    }

    internal IQueryable<DisclosureRequest> Where(PortalDbContext db, string? words, RequestFilter filter, Actor actor)
    {
        var now = time.UtcNow();
        var rows = RequestAccess.Of(db.Set<DisclosureRequest>().AsNoTracking(), actor);
        if (filter.State is { } state) rows = rows.Where(r => r.State == state);
        else if (filter.OpenOnly || filter.Overdue || filter.Paused || filter.DueFrom is not null || filter.DueUntil is not null) rows = rows.StillOpen();
        if (filter.Section == RequestFilter.Office) rows = rows.Where(r => r.SectionId == null);
        else if (filter.Section is { Length: > 0 } section) rows = rows.Where(r => r.SectionId == section);
        if (filter.Channel is { } channel) rows = rows.Where(r => r.Channel == channel);
        if (filter.Overdue) rows = rows.Where(r => r.DueUtc < now && !r.IsPaused);
        rows = ByClock(db, ByMonth(rows, filter), filter, now);
        if (filter.Subject is { Length: > 0 } subject) rows = rows.Where(r => db.Set<RequestFollowUp>().Any(f => f.RequestId == r.Id && f.SubjectColumnId == subject));
        if (words is null) return rows;
        if (RequestSecret.ReadCode(words) is { } code) return rows.Where(r => r.Code == code);
        var (year, number) = NumberIn(words);
        return number is null ? rows.Where(r => false) : rows.Where(r => r.Number == number && (year == null || r.Year == year));
    }

    private IQueryable<DisclosureRequest> ByClock(PortalDbContext db, IQueryable<DisclosureRequest> rows, RequestFilter filter, DateTime now)
    {
        if (filter.Paused) rows = rows.Where(r => r.IsPaused);
        if (filter.DueFrom is not null || filter.DueUntil is not null) rows = rows.Where(r => r.DueUtc >= now && !r.IsPaused);
        if (filter.DueFrom is { } first)
        {
            var after = CivilTime.EndOfDayUtc(first.AddDays(-1));
            rows = rows.Where(r => r.DueUtc > after);
        }
        if (filter.DueUntil is { } last)
        {
            var until = CivilTime.EndOfDayUtc(last);
            rows = rows.Where(r => r.DueUtc <= until);
        }
        return filter.Clock is { Length: > 0 } kind ? rows.Where(r => obligations.Running(db, new[] { kind }).Any(c => c.SubjectId == r.Id)) : rows;
    }

    private static IQueryable<DisclosureRequest> ByMonth(IQueryable<DisclosureRequest> rows, RequestFilter filter)
    {
        if (filter.ReceivedIn is { } received)
        {
            var next = received.AddMonths(1);
            rows = rows.Where(r => r.ReceivedOn >= received && r.ReceivedOn < next);
        }
        if (filter.EndedIn is { } ended)
        {
            var (from, until) = (RequestMonths.StartUtc(ended), RequestMonths.StartUtc(ended.AddMonths(1)));
            rows = rows.Where(r => r.EndedUtc >= from && r.EndedUtc < until);
        }
        return filter.InTime switch { true => rows.Where(RequestMonths.WasInTime), false => rows.Where(r => r.EndedUtc != null).Where(RequestMonths.WasLate), _ => rows };
    }

    /// <summary><c>〔2026〕第3号</c>, <c>2026-3</c> or <c>3</c>.</summary>
    internal static (int? Year, int? Number) NumberIn(string words)
    {
        var found = Digits().Matches(words).Select(m => int.TryParse(m.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        return found switch { [var number] => (null, number), [var year, var number] => (year, number), _ => (null, null) };
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
