using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>What columns show of themselves: the home page without anything new, columns without any item (国办秘函〔2019〕19号).</summary>
internal sealed class ColumnInspection : IInspection
{
    public const string HomeStale = "home-stale", ColumnBlank = "column-blank", ColumnsBlank = "columns-blank";
    private const string Basis = "国办秘函〔2019〕19号";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(HomeStale, RuleGroups.Renewal, "首页没有更新", Basis, 14, "天", 20, IsVeto: true),
        new(ColumnBlank, RuleGroups.Renewal, "空白栏目", Basis, 0, "", 2),
        new(ColumnsBlank, RuleGroups.Renewal, "空白栏目合计", Basis, 5, "个", 0, IsVeto: true),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var figures = await db.Set<ColumnFigures>().AsNoTracking().ToDictionaryAsync(f => f.ColumnId, cancellation);
        foreach (var agency in organisation.Agencies)
        {
            var columns = organisation.Columns.Where(c => c.AgencyId == agency.Id && !c.IsGroup && !c.IsClosed && !organisation.IsInternal(c)).ToList();
            if (columns.Count == 0) continue;
            var last = columns.Max(c => figures.GetValueOrDefault(c.Id)?.LastPublishedUtc);
            if (thresholds.TryGetValue(HomeStale, out var days) && IsOlder(last, days, nowUtc))
            {
                yield return new Breach(HomeStale, agency.Id, agency.Id, null, null, agency.Name, last is { } at ? $"最近一次发布是{at.ToCivilDate():yyyy-MM-dd}，已超过{days}天" : "还没有发布过信息", "/");
            }
            var blank = columns.Where(c => (figures.GetValueOrDefault(c.Id)?.PublishedCount ?? 0) == 0).ToList();
            foreach (var column in thresholds.ContainsKey(ColumnBlank) ? blank : [])
            {
                yield return new Breach(ColumnBlank, column.Id, agency.Id, column.SectionId, column.Id, organisation.FullTitle(column), "栏目内没有已发布的信息", "/columns/" + column.Path);
            }
            if (thresholds.TryGetValue(ColumnsBlank, out var most) && blank.Count >= most) yield return new Breach(ColumnsBlank, agency.Id, agency.Id, null, null, agency.Name, $"空白栏目{blank.Count}个，达到{most}个", null);
        }
    }

    /// <summary>
    /// More than so many whole days, by the civil calendar: the list says 监测时间点前2周内首页无信息更新, so that what came on the first of the fourteen days
    /// before still counts.
    /// </summary>
    internal static bool IsOlder(DateTime? last, int days, DateTime nowUtc) => last is not { } at || nowUtc.ToCivilDate().DayNumber - at.ToCivilDate().DayNumber > days;
}
