using System.Runtime.CompilerServices;
using GovPortal.Decisions.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// Tasks that fell behind: a task or a step whose planned day has passed and that has no actual day, and running tasks of which nothing
/// was said for months (R19, R72).
/// </summary>
internal sealed class ExecutionInspection : IInspection
{
    public const string Late = "execution-late", Silent = "execution-silent";
    private const string Basis = "国办发〔2016〕80号";

    public IReadOnlyList<InspectionRule> Rules { get; } =
    [
        new(Late, RuleGroups.Other, "政策执行任务逾期", Basis, 0, "", 1),
        new(Silent, RuleGroups.Renewal, "政策执行进展长期未更新", Basis, 3, "个月", 1),
    ];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var today = nowUtc.ToCivilDate();
        var running =
            from task in db.Set<ExecutionTask>().AsNoTracking()
            where !task.IsDone
            join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished) on task.ContentItemId equals row.ContentItemId
            select new ExecutionEntry { Task = task, Row = row };
        if (thresholds.TryGetValue(Late, out var days))
        {
            var before = today.AddDays(-days);
            await foreach (var e in running.Where(e => e.Task.PressingOn < before).AsAsyncEnumerable().WithCancellation(cancellation)) yield return Of(Late, e, LateWords(e.Task, before));
        }
        if (!thresholds.TryGetValue(Silent, out var months)) yield break;
        var since = Instants.FromCivil(today.AddMonths(-months).ToDateTime(TimeOnly.MinValue));
        await foreach (var e in running.Where(e => e.Task.ReportedUtc < since).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return Of(Silent, e, $"{e.Task.ReportedUtc.ToCivilDate():yyyy-MM-dd}以后没有更新进展，超过{months}个月；进度{e.Task.Progress}%");
        }
    }

    private static string LateWords(ExecutionTask task, DateOnly before) => task.NextOn < before
        ? $"步骤“{task.NextStep}”应于{task.NextOn:yyyy-MM-dd}前完成，没有填写实际完成日期；进度{task.Progress}%"
        : $"应于{task.DueOn:yyyy-MM-dd}前完成，没有填写完成日期；进度{task.Progress}%";

    private static Breach Of(string rule, ExecutionEntry e, string evidence) =>
        new(rule, e.Row.ContentItemId, e.Row.AgencyId, e.Row.SectionId, e.Row.ColumnId, e.Row.Title, evidence, "/Admin/Execution/" + e.Row.ContentItemId);
}
