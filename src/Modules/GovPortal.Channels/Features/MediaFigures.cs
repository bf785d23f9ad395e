using GovPortal.Channels.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>What other media printed in a month, for the office's summary, and in a year, for the annual report (R23).</summary>
internal sealed class MediaFigures : IMonthlyFigures, IAnnualSentences
{
    private const string Group = "媒体";

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var (from, until) = (fromUtc.ToCivilDate(), untilUtc.ToCivilDate());
        var forms = await Prints(db).Where(p => p.AgencyId == agencyId && p.PrintedOn >= from && p.PrintedOn < until).GroupBy(p => p.Form).Select(g => new { Form = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        if (forms.Count == 0) return [];
        return
        [
            new(Group, "媒体刊发", null, forms.Sum(f => f.Count)),
            .. forms.Where(f => f.Form is not null).OrderBy(f => f.Form).Select(f => new MonthlyFigure(Group, $"媒体刊发：{MediaForms.Title(f.Form!.Value)}", null, f.Count)),
        ];
    }

    public async Task<IReadOnlyList<AnnualSentence>> OfAsync(PortalDbContext db, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var prints = Prints(db).Where(p => agencyIds.Contains(p.AgencyId) && p.PrintedOn >= first && p.PrintedOn <= last);
        var count = await prints.CountAsync(cancellation);
        var outlets = await prints.Select(p => p.Outlet).Distinct().CountAsync(cancellation);
        return count == 0 ? [] : [new AnnualSentence(AnnualParagraphs.Platform, $"通过报刊、电视、网站等{outlets}家媒体刊发政府信息{count}篇次。")];
    }

    /// <summary>What stands in the record of other media; what was taken out of it is left out.</summary>
    internal static IQueryable<ChannelPosting> Prints(PortalDbContext db) => db.Set<ChannelPosting>().AsNoTracking().Where(p => p.Kind == ChannelKind.Media && p.RemovedUtc == null);
}
