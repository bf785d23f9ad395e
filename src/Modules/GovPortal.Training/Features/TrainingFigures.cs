using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Training.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Training.Features;

/// <summary>Trainings of a month for the office's summary, and of a year for the annual report (R26).</summary>
internal sealed class TrainingFigures : IMonthlyFigures, IAnnualSentences
{
    private const string Group = "队伍建设";

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var totals = await (
            from t in Of(db, [agencyId], fromUtc.ToCivilDate(), untilUtc.ToCivilDate(), publicOnly: false)
            group t by new { t.Entry.Kind, t.Row.SectionId } into g
            select new { g.Key.Kind, g.Key.SectionId, Sessions = g.Count(), People = g.Sum(t => t.Entry.People) }).ToListAsync(cancellation);
        return
        [
            .. totals.Where(t => t.Kind == TrainingKinds.Held).SelectMany(t => new[] { new MonthlyFigure(Group, "举办培训", t.SectionId, t.Sessions), new MonthlyFigure(Group, "举办培训人次", t.SectionId, t.People) }),
            .. totals.Where(t => t.Kind == TrainingKinds.Attended).SelectMany(t => new[] { new MonthlyFigure(Group, "参加培训", t.SectionId, t.Sessions), new MonthlyFigure(Group, "参加培训人次", t.SectionId, t.People) }),
        ];
    }

    public async Task<IReadOnlyList<AnnualSentence>> OfAsync(PortalDbContext db, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation)
    {
        var totals = await (
            from t in Of(db, agencyIds, new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1), publicOnly: true)
            group t by t.Entry.Kind into g
            select new { Kind = g.Key, Sessions = g.Count(), People = g.Sum(t => t.Entry.People) }).ToDictionaryAsync(t => t.Kind, cancellation);
        var parts = TrainingKinds.All.Where(totals.ContainsKey).Select(k => $"{k}政务公开业务培训{totals[k].Sessions}场、{totals[k].People}人次").ToList();
        return parts.Count == 0 ? [] : [new AnnualSentence(AnnualParagraphs.Guarantee, string.Join("，", parts) + "。")];
    }

    private static IQueryable<TrainingRow> Of(PortalDbContext db, IReadOnlyList<string> agencyIds, DateOnly from, DateOnly until, bool publicOnly) =>
        from entry in db.Set<TrainingEntry>().AsNoTracking()
        where entry.HeldOn >= @from && entry.HeldOn < until
        join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished) on entry.ContentItemId equals row.ContentItemId
        where agencyIds.Contains(row.AgencyId) && (row.HasLive || !publicOnly)
        select new TrainingRow { Entry = entry, Row = row };
}
