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
internal sealed class ClockInspection(ITexts texts) : IInspection
{
    public const string ColumnStale = "column-stale", ColumnsStale = "columns-stale", DisclosureLate = "disclosure-late", InterpretationLate = "interpretation-late", AdoptionLate = "adoption-late",
        AnswerLate = "answer-late", OtherLate = "clock-late";

    private const string Checked = "国办秘函〔2019〕19号", Regulation = "《政府信息公开条例》";

    /// <summary>The rule a kind of clock belongs to; every other kind is <see cref="OtherLate"/>.</summary>
    private static readonly Dictionary<string, string> RuleOf = new()
    {
        [ClockKinds.Freshness] = ColumnStale, [ClockKinds.Periodic] = ColumnStale, [DisclosureClock.Internal] = DisclosureLate, [DisclosureClock.Statutory] = DisclosureLate, ["interpretation"] = InterpretationLate,
        ["adoption-report"] = AdoptionLate, ["request-answer"] = AnswerLate, ["request-correction"] = AnswerLate, ["inquiry-reply"] = AnswerLate, ["correction-reply"] = AnswerLate,
    };

    /// <summary>Clocks that are no duty of ours, or that the supervision itself opened.</summary>
    private static readonly string[] Left = ["request-third-party", "request-other-organ", "request-fee", "supervision-order"];

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(ColumnStale, "应更新未更新栏目", Checked, 0, "", 2),
        new(ColumnsStale, "应更新未更新栏目合计", Checked, 10, "个", 0, IsVeto: true),
        new(DisclosureLate, "逾期未公开", Regulation + "第二十六条", 0, "", 2),
        new(InterpretationLate, "逾期未解读", "国办发〔2016〕61号", 0, "", 2),
        new(AdoptionLate, "征集结束逾期未反馈采纳情况", Checked, 0, "", 2),
        new(AnswerLate, "逾期未答复", Regulation + "第三十三条", 0, "", 3),
        new(OtherLate, "其他工作逾期", Checked, 0, "", 1),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var late = db.Set<Obligation>().AsNoTracking().Where(o => o.MetUtc == null && o.CancelledUtc == null && o.PausedUtc == null && o.DueUtc < nowUtc && !Left.Contains(o.Kind));
        var stale = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        await foreach (var o in (
            from clock in late
            join row in db.Set<ContentIndexRow>().Where(r => !r.IsPublished) on clock.SubjectId equals row.ContentItemId into rows
            from row in rows.DefaultIfEmpty()
            select new { Clock = clock, Title = (string?)row.Title }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var rule = RuleOf.GetValueOrDefault(o.Clock.Kind, OtherLate);
            if (rule == ColumnStale && o.Clock.ColumnId is { } column)
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
