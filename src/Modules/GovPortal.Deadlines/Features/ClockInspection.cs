using System.Runtime.CompilerServices;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>Clocks that ran out and are not met: columns that should have been renewed (更新), information that should be public, interpretations, answers.</summary>
internal sealed class ClockInspection(ITexts texts, IEnumerable<ClockKind> kinds) : IInspection
{
    public const string ColumnsStale = "columns-stale";

    private const string Checked = "国办秘函〔2019〕19号", Regulation = "《政府信息公开条例》";

    /// <summary>By kind; a kind that no module declares any more is some other work.</summary>
    private readonly Dictionary<string, string?> _rules = kinds.ToDictionary(k => k.Name, k => k.LateRule, StringComparer.Ordinal);

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(LateRules.Column, RuleGroups.Renewal, "应更新未更新栏目", Checked, 0, "", 2),
        new(ColumnsStale, RuleGroups.Renewal, "应更新未更新栏目合计", Checked, 10, "个", 0, IsVeto: true),
        new(LateRules.Disclosure, RuleGroups.Disclosure, "逾期未公开", Regulation + "第二十六条", 0, "", 2),
        new(LateRules.Interpretation, RuleGroups.Disclosure, "逾期未解读", "国办发〔2016〕61号", 0, "", 2),
        new(LateRules.Adoption, RuleGroups.Disclosure, "征集结束逾期未反馈采纳情况", Checked, 0, "", 2),
        new(LateRules.Answer, RuleGroups.Answers, "逾期未答复", Regulation + "第三十三条", 0, "", 3),
        new(LateRules.Other, RuleGroups.Other, "其他工作逾期", Checked, 0, "", 1),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var left = _rules.Where(r => r.Value is null).Select(r => r.Key).ToList();
        var late = db.Set<Obligation>().AsNoTracking().Where(o => o.MetUtc == null && o.CancelledUtc == null && o.PausedUtc == null && o.DueUtc < nowUtc && !left.Contains(o.Kind));
        var stale = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await foreach (var o in (
            from clock in late
            join row in db.Set<ContentIndexRow>().Where(r => !r.IsPublished) on clock.SubjectId equals row.ContentItemId into rows
            from row in rows.DefaultIfEmpty()
            select new { Clock = clock, Title = (string?)row.Title }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var rule = _rules.GetValueOrDefault(o.Clock.Kind) ?? LateRules.Other;
            if (rule == LateRules.Column && o.Clock.ColumnId is { } column)
            {
                if (!stale.TryGetValue(o.Clock.AgencyId, out var columns)) stale[o.Clock.AgencyId] = columns = [];
                columns.Add(column);
            }
            if (!thresholds.ContainsKey(rule)) continue;
            var kind = texts[ClockKinds.Title(o.Clock.Kind)];
            var title = o.Title ?? (organisation.Column(o.Clock.ColumnId) is { } c ? organisation.FullTitle(c) : kind);
            yield return new Breach(rule, o.Clock.Id, o.Clock.AgencyId, o.Clock.SectionId, o.Clock.ColumnId, title, $"{kind}：应于{o.Clock.DueUtc.ToCivilDate():yyyy-MM-dd}前完成", "/Admin/Deadlines/" + o.Clock.Id);
        }
        if (!thresholds.TryGetValue(ColumnsStale, out var most)) yield break;
        foreach (var (agency, columns) in stale.Where(s => s.Value.Count >= most))
        {
            yield return new Breach(ColumnsStale, agency, agency, null, null, organisation.Agency(agency)?.Name ?? agency, $"应更新未更新栏目{columns.Count}个，达到{most}个", null);
        }
    }
}
