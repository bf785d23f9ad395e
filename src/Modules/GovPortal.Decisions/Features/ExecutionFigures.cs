using GovPortal.Decisions.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>Tasks of a month for the office's summary, and of a year for the annual report (R19).</summary>
internal sealed class ExecutionFigures(TimeProvider time) : IMonthlyFigures, IAnnualSentences
{
    private const string Group = "政策执行";

    public async Task<IReadOnlyList<MonthlyFigure>> CountAsync(PortalDbContext db, string agencyId, DateTime fromUtc, DateTime untilUtc, CancellationToken cancellation)
    {
        var (from, until, today) = (fromUtc.ToCivilDate(), untilUtc.ToCivilDate(), time.UtcNow().ToCivilDate());
        // A month that is running has no end yet: late is what is late today.
        var end = until < today ? until : today;
        var rows = Of(db, [agencyId]).Where(e => e.Task.BegunUtc < untilUtc);
        var running = await BySectionAsync(rows.Where(e => e.Task.CompletedOn == null ? !e.Task.IsDone : e.Task.CompletedOn >= until), cancellation);
        var completed = await BySectionAsync(rows.Where(e => e.Task.CompletedOn >= from && e.Task.CompletedOn < until), cancellation);
        var late = await BySectionAsync(rows.Where(e => e.Task.DueOn < end && (e.Task.CompletedOn == null ? !e.Task.IsDone : e.Task.CompletedOn >= end)), cancellation);
        return
        [
            .. running.Select(s => new MonthlyFigure(Group, "月末在办任务", s.SectionId, s.Count, IsStock: true)), .. completed.Select(s => new MonthlyFigure(Group, "本月完成任务", s.SectionId, s.Count)),
            .. late.Select(s => new MonthlyFigure(Group, "逾期未完成任务", s.SectionId, s.Count, IsStock: true)),
        ];
    }

    public async Task<IReadOnlyList<AnnualSentence>> OfAsync(PortalDbContext db, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation)
    {
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var until = Instants.FromCivil(next.ToDateTime(TimeOnly.MinValue));
        // Only what is public may be told to the public.
        var rows = Of(db, agencyIds).Where(e => e.Row.HasLive && e.Task.BegunUtc < until && (e.Task.CompletedOn == null || e.Task.CompletedOn >= first));
        var tasks = await rows.CountAsync(cancellation);
        var completed = await rows.CountAsync(e => e.Task.CompletedOn < next, cancellation);
        return tasks == 0 ? [] : [new AnnualSentence(AnnualParagraphs.Disclosure, $"公开政策执行任务{tasks}项的措施、步骤和进展，其中年内完成{completed}项。")];
    }

    private static IQueryable<ExecutionEntry> Of(PortalDbContext db, IReadOnlyList<string> agencyIds) =>
        from task in db.Set<ExecutionTask>().AsNoTracking()
        join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished) on task.ContentItemId equals row.ContentItemId
        where agencyIds.Contains(row.AgencyId)
        select new ExecutionEntry { Task = task, Row = row };

    private static async Task<List<(string? SectionId, int Count)>> BySectionAsync(IQueryable<ExecutionEntry> rows, CancellationToken cancellation) =>
        (await rows.GroupBy(e => e.Row.SectionId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation)).ConvertAll(g => ((string?)g.Key, g.Count));
}
