using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

public sealed record ExecutionFilter(string? SectionId = null, ExecutionLight? Light = null, string? Source = null, int? Year = null);

/// <summary>A task with what its index row knows of it.</summary>
public sealed class ExecutionEntry
{
    public required ExecutionTask Task { get; init; }
    public required ContentIndexRow Row { get; init; }

    /// <summary>尚未公开, 已公开, 有新草稿.</summary>
    public string Publication => !Row.HasLive ? "尚未公开" : Row.State == VersionState.Published ? "已公开" : "有新草稿";

    public ExecutionLight LightOn(DateOnly today) => ExecutionLights.Of(Task.IsDone, Task.PressingOn, today);
}

public sealed record SectionTasks(string? SectionId, int Tasks, int Done, int Late);

/// <param name="Sections">Over the year, source and words of the filter, whatever section and light it asks for.</param>
public sealed record ExecutionBoard(IReadOnlyList<ExecutionEntry> Rows, int Total, IReadOnlyList<SectionTasks> Sections, IReadOnlyList<string> Sources, IReadOnlyList<int> Years, DateOnly Today);

/// <summary>The execution ledger (政策执行台账, R19): the tasks whose latest version the person may read, the late ones first; five queries.</summary>
public sealed class ListExecution(IDbContextFactory<PortalDbContext> contexts, ITexts texts, TimeProvider time)
{
    /// <summary>A sheet holds no more rows than this.</summary>
    public const int MostRows = 5_000;
    private const int MostSources = 100;

    public async Task<ExecutionBoard> HandleAsync(ListQuery list, ExecutionFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = time.UtcNow().ToCivilDate();
        var readable = Readable(db, actor);
        var wide = Wide(readable, list.Q, filter);
        var rows = Narrow(wide, filter, today);
        var sections = await wide.GroupBy(e => e.Row.SectionId)
            .Select(g => new { SectionId = g.Key, Tasks = g.Count(), Done = g.Count(e => e.Task.IsDone), Late = g.Count(e => !e.Task.IsDone && e.Task.PressingOn < today) }).ToListAsync(cancellation);
        return new ExecutionBoard(
            await Sorted(rows, list).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), await rows.CountAsync(cancellation),
            [.. sections.Select(s => new SectionTasks(s.SectionId, s.Tasks, s.Done, s.Late))],
            await readable.Where(e => e.Task.Source != "").Select(e => e.Task.Source).Distinct().OrderBy(s => s).Take(MostSources).ToListAsync(cancellation),
            await readable.Select(e => e.Task.Year).Distinct().OrderByDescending(y => y).ToListAsync(cancellation), today);
    }

    /// <summary>The list as a workbook (.xlsx), at most <see cref="MostRows"/>.</summary>
    public async Task<byte[]> ExportAsync(ListQuery list, ExecutionFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = time.UtcNow().ToCivilDate();
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var entries = await Sorted(Narrow(Wide(Readable(db, actor), list.Q, filter), filter, today), list).Take(MostRows).ToListAsync(cancellation);
        (string, double)[] header =
        [
            (texts["任务"], 40), (texts["任务来源"], 24), (texts["责任科室"], 16), (texts["计划完成"], 12), (texts["完成进度"], 10), (texts["执行步骤"], 10), (texts["下一步"], 30), (texts["下一步计划完成"], 14),
            (texts["佐证附件"], 10), (texts["公开情况"], 12), (texts["状态"], 12), (texts["完成日期"], 12),
        ];
        return SheetWriter.Write(texts["政策执行台账"], $"{texts["政策执行台账"]} {Day(today)}", header, [.. entries.Select(e => Cells(e, organisation, today))]);
    }

    private IReadOnlyList<string> Cells(ExecutionEntry e, OrganisationSnapshot organisation, DateOnly today) =>
    [
        e.Row.Title, e.Task.Source, organisation.Section(e.Row.SectionId)?.Name ?? "", Day(e.Task.DueOn), $"{e.Task.Progress}%", $"{e.Task.StepsDone}/{e.Task.StepCount}", e.Task.NextStep ?? "", Day(e.Task.NextOn),
        e.Task.Evidence.ToString(CultureInfo.InvariantCulture), texts[e.Publication], texts[ExecutionLights.Title(e.LightOn(today))], Day(e.Task.CompletedOn),
    ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static IQueryable<ExecutionEntry> Readable(PortalDbContext db, Actor actor) =>
        from task in db.Set<ExecutionTask>().AsNoTracking()
        join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished).ReadableBy(actor) on task.ContentItemId equals row.ContentItemId
        select new ExecutionEntry { Task = task, Row = row };

    private static IQueryable<ExecutionEntry> Wide(IQueryable<ExecutionEntry> rows, string? words, ExecutionFilter filter)
    {
        if (words is not null) rows = rows.Where(e => e.Row.Title.Contains(words) || e.Task.Source.Contains(words));
        if (filter.Source is { Length: > 0 } source) rows = rows.Where(e => e.Task.Source == source);
        return filter.Year is { } year ? rows.Where(e => e.Task.Year == year) : rows;
    }

    private static IQueryable<ExecutionEntry> Narrow(IQueryable<ExecutionEntry> rows, ExecutionFilter filter, DateOnly today)
    {
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(e => e.Row.SectionId == section);
        var next = ExecutionLights.NextMonth(today);
        return filter.Light switch
        {
            ExecutionLight.Late => rows.Where(e => !e.Task.IsDone && e.Task.PressingOn < today),
            ExecutionLight.DueThisMonth => rows.Where(e => !e.Task.IsDone && e.Task.PressingOn >= today && e.Task.PressingOn < next),
            ExecutionLight.OnPlan => rows.Where(e => !e.Task.IsDone && (e.Task.PressingOn == null || e.Task.PressingOn >= next)),
            ExecutionLight.Done => rows.Where(e => e.Task.IsDone),
            _ => rows,
        };
    }

    private static IQueryable<ExecutionEntry> Sorted(IQueryable<ExecutionEntry> rows, ListQuery list) => (list.Sort switch
    {
        "due" => list.Desc ? rows.OrderByDescending(e => e.Task.DueOn) : rows.OrderBy(e => e.Task.DueOn == null).ThenBy(e => e.Task.DueOn),
        "progress" => list.Desc ? rows.OrderByDescending(e => e.Task.Progress) : rows.OrderBy(e => e.Task.Progress),
        "next" => list.Desc ? rows.OrderByDescending(e => e.Task.NextOn) : rows.OrderBy(e => e.Task.NextOn == null).ThenBy(e => e.Task.NextOn),
        _ => rows.OrderBy(e => e.Task.IsDone).ThenBy(e => e.Task.PressingOn == null).ThenBy(e => e.Task.PressingOn),
    }).ThenBy(e => e.Task.ContentItemId);
}
