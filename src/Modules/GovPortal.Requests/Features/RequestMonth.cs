using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>Applications of a month, for the office's summary (R68).</summary>
internal sealed class RequestMonth : IMonthlyFigures
{
    private const string Group = "依申请公开";

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var (from, until) = (fromUtc.ToCivilDate(), untilUtc.ToCivilDate());
        var cases = db.Set<DisclosureRequest>().AsNoTracking().Where(r => r.AgencyId == agencyId);
        var came = await cases.CountAsync(r => r.ReceivedOn >= from && r.ReceivedOn < until, cancellation);
        var ended = await cases.Where(r => r.EndedUtc >= fromUtc && r.EndedUtc < untilUtc).GroupBy(r => new { r.SectionId, IsLate = r.DueUtc < r.EndedUtc })
            .Select(g => new { g.Key.SectionId, g.Key.IsLate, Count = g.Count() }).ToListAsync(cancellation);
        var open = await cases.CountAsync(r => r.ReceivedOn < until && (r.EndedUtc == null || r.EndedUtc >= untilUtc), cancellation);
        return
        [
            new(Group, "新收申请", null, came), .. ended.Select(e => new MonthlyFigure(Group, "办结申请", e.SectionId, e.Count)),
            new(Group, "其中逾期办结", null, ended.Where(e => e.IsLate).Sum(e => e.Count)), new(Group, "月末在办", null, open, IsStock: true),
        ];
    }
}
