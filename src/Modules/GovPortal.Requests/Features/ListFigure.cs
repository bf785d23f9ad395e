using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>What stands behind a figure: cases, or items that are published.</summary>
public sealed record FigureList(int Total, IReadOnlyList<DisclosureRequest> Cases, IReadOnlyList<AnnualItem> Items);

/// <summary>What a figure of the annual report counts. Failures: <c>access.not-allowed</c>, <c>annual.figure</c>.</summary>
public sealed class ListFigure(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IAnnualFigures> documents)
{
    /// <param name="figure">A figure of <see cref="AnnualCells"/>.</param>
    public async Task<Result<FigureList>> HandleAsync(IReadOnlyList<string> agencies, int year, string figure, ListQuery list, Actor actor, CancellationToken cancellation)
    {
        if (agencies.Count == 0 || !agencies.All(a => ReadAnnualTable.MayRead(actor, a))) return Failure.Of(Failure.NotAllowed);
        if (!AnnualCells.IsFigure(figure)) return Failure.Of("annual.figure");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (documents.FirstOrDefault(d => d.Cells.Contains(figure)) is { } source)
        {
            return new FigureList(
                await source.CountAsync(db, figure, agencies, year, cancellation), [], await source.ListAsync(db, figure, agencies, year, list.Skip, list.PageSize, cancellation));
        }
        var rows = Contests.Kinds.ContainsKey(figure.Split('.')[0]) ? Contested(db, agencies, year, figure) : AnnualTable.IsFigure(figure) ? Counted(db, agencies, year, figure) : null;
        if (rows is null) return new FigureList(0, [], []);
        var total = await rows.CountAsync(cancellation);
        return new FigureList(total, await rows.OrderBy(r => r.Year).ThenBy(r => r.Number).ThenBy(r => r.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), []);
    }

    private static IQueryable<DisclosureRequest> Counted(PortalDbContext db, IReadOnlyList<string> agencies, int year, string figure)
    {
        var (row, applicants) = figure.Split('.') is [var r, var c] ? (r, c) : (figure, null);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, until) = (ReadAnnualTable.StartUtc(year), ReadAnnualTable.StartUtc(year + 1));
        var rows = db.Set<DisclosureRequest>().AsNoTracking().Where(r => agencies.Contains(r.AgencyId) && r.ReceivedOn <= last && (r.EndedUtc == null || r.EndedUtc >= from));
        if (applicants is not null) rows = rows.Where(r => r.ApplicantClass == applicants);
        return row switch
        {
            AnnualTable.New => rows.Where(r => r.ReceivedOn >= first),
            AnnualTable.CarriedOver => rows.Where(r => r.ReceivedOn < first),
            AnnualTable.CarriedOn => rows.Where(r => r.EndedUtc == null || r.EndedUtc >= until),
            AnnualTable.Ended => rows.Where(r => r.EndedUtc != null && r.EndedUtc < until),
            _ => rows.Where(r => r.EndedUtc != null && r.EndedUtc < until && r.Outcome == row),
        };
    }

    /// <summary>A case of which there are several reviews or suits stands once for each.</summary>
    private static IQueryable<DisclosureRequest> Contested(PortalDbContext db, IReadOnlyList<string> agencies, int year, string figure)
    {
        var (kind, result) = figure.Split('.') is [var k, var r] ? (k, r) : (figure, null);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var contests = db.Set<RequestContest>().AsNoTracking()
            .Where(c => agencies.Contains(c.AgencyId) && c.TakenBackUtc == null && c.Kind == kind && c.FiledOn <= last && (c.DecidedOn == null || c.DecidedOn >= first));
        contests = result switch
        {
            null => contests,
            Contests.Pending => contests.Where(c => c.DecidedOn == null || c.DecidedOn > last),
            _ => contests.Where(c => c.DecidedOn != null && c.DecidedOn <= last && c.Result == result),
        };
        return from c in contests join request in db.Set<DisclosureRequest>() on c.RequestId equals request.Id select request;
    }
}
