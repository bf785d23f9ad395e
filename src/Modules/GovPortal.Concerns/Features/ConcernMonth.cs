using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>Concerns of a month, by section and by channel, for the office's summary (R58, R69), and of a year for the annual report.</summary>
internal sealed class ConcernMonth : IMonthlyFigures, IAnnualSentences
{
    private const string Group = "舆情";

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var concerns = db.Set<Concern>().AsNoTracking().Where(c => c.AgencyId == agencyId);
        var found = await concerns.Where(c => c.FoundUtc >= fromUtc && c.FoundUtc < untilUtc).GroupBy(c => new { c.SectionId, c.Channel }).Select(g => new { g.Key.SectionId, g.Key.Channel, Count = g.Count() }).ToListAsync(cancellation);
        var answered = await concerns.Where(c => c.AnsweredUtc >= fromUtc && c.AnsweredUtc < untilUtc).GroupBy(c => new { c.SectionId, c.Channel }).Select(g => new { g.Key.SectionId, g.Key.Channel, Count = g.Count() }).ToListAsync(cancellation);
        // Late is what was due in the month and had no word by then, whatever came after.
        var late = await concerns.Where(c => c.DueUtc >= fromUtc && c.DueUtc < untilUtc && (c.AnsweredUtc > c.DueUtc || (c.AnsweredUtc == null && (c.ClosedUtc == null || c.ClosedUtc > c.DueUtc))))
            .GroupBy(c => c.SectionId).Select(g => new { SectionId = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        return
        [
            .. found.GroupBy(f => f.SectionId).Select(g => new MonthlyFigure(Group, "发现舆情", g.Key, g.Sum(f => f.Count))),
            .. answered.GroupBy(a => a.SectionId).Select(g => new MonthlyFigure(Group, "回应舆情", g.Key, g.Sum(a => a.Count))),
            .. late.Select(l => new MonthlyFigure(Group, "逾期未回应舆情", l.SectionId, l.Count)),
            .. ConcernChannels.All.Where(c => found.Exists(f => f.Channel == c.Key)).Select(c => new MonthlyFigure(Group, $"发现舆情：{c.Value}", null, found.Where(f => f.Channel == c.Key).Sum(f => f.Count))),
            .. ConcernChannels.All.Where(c => answered.Exists(a => a.Channel == c.Key)).Select(c => new MonthlyFigure(Group, $"回应舆情：{c.Value}", null, answered.Where(a => a.Channel == c.Key).Sum(a => a.Count))),
        ];
    }

    public async Task<IReadOnlyList<AnnualSentence>> OfAsync(PortalDbContext db, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation)
    {
        var (from, until) = (Instants.FromCivil(new DateTime(year, 1, 1)), Instants.FromCivil(new DateTime(year + 1, 1, 1)));
        var concerns = db.Set<Concern>().AsNoTracking().Where(c => agencyIds.Contains(c.AgencyId));
        var found = await concerns.CountAsync(c => c.FoundUtc >= from && c.FoundUtc < until, cancellation);
        var answered = await concerns.CountAsync(c => c.AnsweredUtc >= from && c.AnsweredUtc < until, cancellation);
        var inTime = await concerns.CountAsync(c => c.AnsweredUtc >= from && c.AnsweredUtc < until && c.AnsweredUtc <= c.DueUtc, cancellation);
        return found + answered == 0 ? [] : [new AnnualSentence(AnnualParagraphs.Disclosure, $"收集处置政务舆情{found}件，回应社会关切{answered}件，其中在规定时限内回应{inTime}件。")];
    }
}
