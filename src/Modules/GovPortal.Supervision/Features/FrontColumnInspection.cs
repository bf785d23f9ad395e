using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// Columns of a kind that were not renewed in time (<see cref="FrontColumns"/>), and five of them together. A column without any item is an
/// empty one and counted there.
/// </summary>
internal sealed class FrontColumnInspection : IInspection
{
    public const string FrontStale = "front-stale";
    private const string Basis = "国办秘函〔2019〕19号", Months = "个月";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(FrontColumns.News, RuleGroups.Renewal, "动态要闻类栏目没有更新", Basis, 14, "天", 5),
        new(FrontColumns.Notices, RuleGroups.Renewal, "通知公告类一级栏目没有更新", Basis, 6, Months, 5),
        new(FrontColumns.Policies, RuleGroups.Renewal, "政策文件类一级栏目没有更新", Basis, 6, Months, 5),
        new(FrontStale, RuleGroups.Renewal, "要闻、公告、政策类栏目未更新合计", Basis, 5, "个", 0, IsVeto: true),
        new(FrontColumns.Statistics, RuleGroups.Renewal, "办事统计类栏目没有更新", Basis, 3, Months, 2),
        new(FrontColumns.Replies, RuleGroups.Answers, "留言答复类栏目没有更新", Basis, 2, Months, 3),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var figures = await db.Set<ColumnFigures>().AsNoTracking().Where(f => f.LastPublishedUtc != null).ToDictionaryAsync(f => f.ColumnId, f => f.LastPublishedUtc!.Value, cancellation);
        var chosen = (await InspectionRules.LoadAsync(db, cancellation)).Over(Rules);
        var (today, stale) = (nowUtc.ToCivilDate(), new List<Column>());
        // The sum goes by the limits in force, also where a rule alone is switched off.
        foreach (var rule in Rules.Where(r => FrontColumns.IsKind(r.Code)))
        {
            var (limit, inMonths) = (chosen[rule.Code].Threshold, rule.Unit == Months);
            foreach (var column in Of(rule.Code, organisation, chosen[rule.Code].Columns))
            {
                if (Last(organisation, column, figures) is not { } last || !FrontColumns.IsOlder(last, limit, inMonths, today)) continue;
                if (FrontColumns.Summed.Contains(rule.Code)) stale.Add(column);
                if (thresholds.ContainsKey(rule.Code)) yield return new Breach(rule.Code, column.Id, column.AgencyId, column.SectionId, column.Id, organisation.FullTitle(column), $"最近一次更新是{last:yyyy-MM-dd}，已超过{limit}{rule.Unit}", "/columns/" + column.Path);
            }
        }
        if (!thresholds.TryGetValue(FrontStale, out var most)) yield break;
        foreach (var agency in stale.Distinct().GroupBy(c => c.AgencyId).Where(g => g.Count() >= most))
        {
            yield return new Breach(FrontStale, agency.Key, agency.Key, null, null, organisation.Agency(agency.Key)?.Name ?? agency.Key, $"没有更新的栏目{agency.Count()}个，达到{most}个", null);
        }
    }

    /// <summary>Those the county named, else those of a usual title, the highest where one stands below another.</summary>
    private static IEnumerable<Column> Of(string rule, OrganisationSnapshot organisation, IReadOnlyList<string> named)
    {
        var open = organisation.Columns.Where(c => !c.IsClosed && organisation.IsPublic(c));
        return named.Count > 0 ? open.Where(c => named.Contains(c.Path)) : open.Where(c => FrontColumns.IsUsual(rule, c.Title) && !Above(c).Any(a => FrontColumns.IsUsual(rule, a.Title)));

        IEnumerable<Column> Above(Column column)
        {
            for (var at = organisation.Column(column.ParentId); at is not null; at = organisation.Column(at.ParentId)) yield return at;
        }
    }

    private static DateOnly? Last(OrganisationSnapshot organisation, Column column, Dictionary<string, DateTime> figures)
    {
        var all = organisation.WithDescendants(column).Where(c => !organisation.IsInternal(c) && figures.ContainsKey(c.Id)).Select(c => figures[c.Id]).ToList();
        return all.Count == 0 ? null : all.Max().ToCivilDate();
    }
}
