using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The cases that a figure of table 三 counts. Failures: <c>access.not-allowed</c>, <c>annual.figure</c>.</summary>
public sealed class ListFigure(IDbContextFactory<PortalDbContext> contexts)
{
    /// <param name="figure">A figure of <see cref="AnnualTable"/>.</param>
    public async Task<Result<RequestList>> HandleAsync(IReadOnlyList<string> agencies, int year, string figure, ListQuery list, Actor actor, CancellationToken cancellation)
    {
        if (agencies.Count == 0 || !agencies.All(a => ReadAnnualTable.MayRead(actor, a))) return Failure.Of(Failure.NotAllowed);
        if (!AnnualTable.IsFigure(figure)) return Failure.Of("annual.figure");
        var (row, applicants) = figure.Split('.') is [var r, var c] ? (r, c) : (figure, null);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, until) = (ReadAnnualTable.StartUtc(year), ReadAnnualTable.StartUtc(year + 1));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Set<DisclosureRequest>().AsNoTracking().Where(r => agencies.Contains(r.AgencyId) && r.ReceivedOn <= last && (r.EndedUtc == null || r.EndedUtc >= from));
        if (applicants is not null) rows = rows.Where(r => r.ApplicantClass == applicants);
        rows = row switch
        {
            AnnualTable.New => rows.Where(r => r.ReceivedOn >= first),
            AnnualTable.CarriedOver => rows.Where(r => r.ReceivedOn < first),
            AnnualTable.CarriedOn => rows.Where(r => r.EndedUtc == null || r.EndedUtc >= until),
            AnnualTable.Ended => rows.Where(r => r.EndedUtc != null && r.EndedUtc < until),
            _ => rows.Where(r => r.EndedUtc != null && r.EndedUtc < until && r.Outcome == row),
        };
        var total = await rows.CountAsync(cancellation);
        return new RequestList(await rows.OrderBy(r => r.Year).ThenBy(r => r.Number).ThenBy(r => r.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), total);
    }
}
