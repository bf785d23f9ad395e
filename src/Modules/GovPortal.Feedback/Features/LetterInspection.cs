using System.Runtime.CompilerServices;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>Letters that wait too long (国办秘函〔2019〕19号): two months cost points, three fail the whole site; and how many came in a month.</summary>
internal sealed class LetterInspection : IInspection, IMonthlyFigures
{
    public const string Waiting = "letter-waiting", Forgotten = "letter-forgotten";
    private const string Basis = "国办秘函〔2019〕19号";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(Waiting, RuleGroups.Answers, "留言长期未答复", Basis, 2, "个月", 3),
        new(Forgotten, RuleGroups.Answers, "留言超过三个月未答复", Basis, 3, "个月", 20, IsVeto: true),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (rule, months) in thresholds)
        {
            var before = Instants.FromCivil(nowUtc.ToCivilDate().AddMonths(-months).ToDateTime(TimeOnly.MinValue));
            var letters = await db.Set<Letter>().AsNoTracking().Where(l => l.ReceivedUtc < before && l.State != LetterState.Answered && l.State != LetterState.Closed)
                .Select(l => new { l.Id, l.AgencyId, l.SectionId, l.ColumnId, l.Kind, l.ReceivedUtc }).ToListAsync(cancellation);
            foreach (var letter in letters)
            {
                yield return new Breach(rule, letter.Id, letter.AgencyId, letter.SectionId, letter.ColumnId, letter.Kind == LetterKind.Inquiry ? "咨询" : "纠错",
                    $"{letter.ReceivedUtc.ToCivilDate():yyyy-MM-dd}收到，超过{months}个月没有答复", "/Admin/Letters/" + letter.Id);
            }
        }
    }

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var letters = db.Set<Letter>().AsNoTracking().Where(l => l.AgencyId == agencyId);
        var came = await letters.Where(l => l.ReceivedUtc >= fromUtc && l.ReceivedUtc < untilUtc).GroupBy(l => new { l.Kind, l.SectionId }).Select(g => new { g.Key.Kind, g.Key.SectionId, Count = g.Count() }).ToListAsync(cancellation);
        var ended = await letters.Where(l => l.State == LetterState.Answered && l.EndedUtc >= fromUtc && l.EndedUtc < untilUtc).GroupBy(l => new { l.Kind, l.SectionId }).Select(g => new { g.Key.Kind, g.Key.SectionId, Count = g.Count() }).ToListAsync(cancellation);
        return
        [
            .. came.Select(c => new MonthlyFigure("互动", c.Kind == LetterKind.Inquiry ? "收到咨询" : "收到纠错", c.SectionId, c.Count)),
            .. ended.Select(c => new MonthlyFigure("互动", c.Kind == LetterKind.Inquiry ? "答复咨询" : "处理纠错", c.SectionId, c.Count)),
        ];
    }
}
