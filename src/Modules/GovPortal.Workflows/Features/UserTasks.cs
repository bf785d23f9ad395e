using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <summary>A task that waits for this person.</summary>
/// <param name="ItemTitle">Null where there is no item or the person may not read it.</param>
internal sealed record UserTask(
    string WaitId, string WorkflowId, string TypeId, string WorkflowName, string Title, IReadOnlyList<string> Actions, DateTime SinceUtc, string? ContentItemId, string? ItemTitle);

/// <summary>Tasks whose role the person holds where the task belongs.</summary>
internal static class OpenTasks
{
    public static IQueryable<WorkflowBlock> For(PortalDbContext db, Actor actor)
    {
        // Each grant is a role for an agency (or all) and a section (or all); as keys the database can compare.
        var anywhere = Keys(actor.Grants.Where(g => g.AgencyId is null && g.SectionId is null), g => g.Role);
        var agency = Keys(actor.Grants.Where(g => g.SectionId is null && g.AgencyId is not null), g => $"{g.Role}/{g.AgencyId}");
        var section = Keys(actor.Grants.Where(g => g.SectionId is not null), g => $"{g.Role}/{g.SectionId}");
        var held = Keys(actor.Grants, g => g.Role);
        var sectionAgencies = Keys(actor.Grants.Where(g => g.SectionId is not null), g => $"{g.Role}/{g.AgencyId}");
        var mine = db.Set<WorkflowTaskRole>().AsNoTracking().Where(r => anywhere.Contains(r.Role)
            || (r.AgencyId == null && held.Contains(r.Role))
            || agency.Contains(r.Role + "/" + r.AgencyId)
            || section.Contains(r.Role + "/" + r.SectionId)
            || (r.AgencyId != null && r.SectionId == null && sectionAgencies.Contains(r.Role + "/" + r.AgencyId)));
        return db.Set<WorkflowBlock>().AsNoTracking().Where(b => b.Name == UserTaskEvent.TypeName && mine.Any(r => r.WaitId == b.WaitId));
    }

    private static List<string> Keys(IEnumerable<Grant> grants, Func<Grant, string> key) => [.. grants.Select(key).Distinct()];
}

/// <summary>One task as its page shows it; null where it is over or not for this person.</summary>
internal sealed class ShowTask(IDbContextFactory<PortalDbContext> contexts, ListTasks list)
{
    public async Task<UserTask?> HandleAsync(string waitId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await OpenTasks.For(db, actor).FirstOrDefaultAsync(b => b.WaitId == waitId, cancellation) is { } block ? (await list.OfAsync(db, [block], actor, cancellation))[0] : null;
    }
}

/// <summary>A page of the tasks that wait for a person, oldest first; words find the workflow's name.</summary>
internal sealed class ListTasks(Definitions definitions)
{
    public async Task<(IReadOnlyList<UserTask> Rows, int Total)> HandleAsync(PortalDbContext db, ListQuery query, Actor actor, CancellationToken cancellation)
    {
        var waiting = OpenTasks.For(db, actor);
        if (query.Q is { } words) waiting = waiting.Where(b => db.Set<WorkflowTypeRow>().Any(t => t.Id == b.WorkflowTypeId && t.Name.Contains(words)));
        var total = await waiting.CountAsync(cancellation);
        var page = await waiting.OrderBy(b => b.SinceUtc).ThenBy(b => b.WaitId).Skip(query.Skip).Take(query.PageSize).ToListAsync(cancellation);
        return (await OfAsync(db, page, actor, cancellation), total);
    }

    public async Task<IReadOnlyList<UserTask>> OfAsync(PortalDbContext db, IReadOnlyList<WorkflowBlock> blocks, Actor actor, CancellationToken cancellation)
    {
        var ids = blocks.Select(b => b.WorkflowId).Distinct().ToList();
        var items = await (
            from w in db.Set<WorkflowInstance>().AsNoTracking()
            join i in db.Set<ContentItemRow>().AsNoTracking() on w.ContentItemId equals i.Id
            join v in db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            where ids.Contains(w.Id)
            select new { w.Id, Version = v }).ToDictionaryAsync(x => x.Id, x => x.Version, cancellation);
        var tasks = new List<UserTask>();
        foreach (var block in blocks)
        {
            var definition = await definitions.OfAsync(db, block.WorkflowTypeId, block.TypeVersion, cancellation);
            var node = definition.Activity(block.ActivityId);
            var version = items.GetValueOrDefault(block.WorkflowId) is { } latest && ContentAccess.CanRead(actor, latest) ? latest : null;
            tasks.Add(new UserTask(block.WaitId, block.WorkflowId, definition.Id, definition.Name, node?.Title ?? definition.Name,
                node is null ? [] : Lists.Of(node.Properties, "Actions"), block.SinceUtc, version?.ContentItemId, version?.DisplayText));
        }
        return tasks;
    }
}

internal sealed record DecideTaskCommand(string WaitId, string Action);

/// <summary>
/// Does a task: its instance goes on by the chosen way. Failures: <c>workflow.task-gone</c> (over, or not for this person),
/// <c>workflow.no-such-action</c>. Side effect: <c>workflow.task-decided</c>.
/// </summary>
internal sealed class DecideTask(PortalTransactions transactions, ShowTask tasks, RunInstance run)
{
    public async Task<Result> HandleAsync(DecideTaskCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await tasks.HandleAsync(command.WaitId, actor, cancellation) is not { } task) return Failure.Of("workflow.task-gone");
        if (!task.Actions.Contains(command.Action)) return Failure.Of("workflow.no-such-action", command.Action);
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            if (!await WakeInstance.ApplyAsync(tx, task.WorkflowId, task.WaitId, cancellation, by: actor.UserId, action: command.Action)) return Failure.Of("workflow.task-gone");
            tx.Append(new EventDraft(WorkflowEvents.TaskDecided, actor.UserId, task.WorkflowId, Payload: new Dictionary<string, object?> { ["type"] = task.TypeId }));
            await tx.CommitAsync(cancellation);
        }
        await run.RunAsync(task.WorkflowId, cancellation);
        return Result.Ok;
    }
}

/// <summary>The tasks of workflows on the admin's first page.</summary>
internal sealed class WaitingTasks(ITexts texts, ListTasks list) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var (rows, total) = await list.HandleAsync(db, new ListQuery { PageSize = Shown }, actor, cancellation);
        if (total == 0) return [];
        var items = rows.Select(t => new WorkItem(t.Title, $"/Admin/Workflows/Task/{t.WaitId}", t.ItemTitle ?? t.WorkflowName, t.SinceUtc, "info"));
        return [new WorkItemGroup(texts["等我办理的流程任务"], "diagram-3", "/Admin/Workflows/Tasks", total, [.. items], 40)];
    }
}
