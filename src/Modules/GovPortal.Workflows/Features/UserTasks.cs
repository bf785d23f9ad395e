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
internal sealed class ShowTask(IDbContextFactory<PortalDbContext> contexts, Definitions definitions)
{
    public async Task<UserTask?> HandleAsync(string waitId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await OpenTasks.For(db, actor).FirstOrDefaultAsync(b => b.WaitId == waitId, cancellation) is not { } block) return null;
        var definition = await definitions.OfAsync(db, block.WorkflowTypeId, block.TypeVersion, cancellation);
        if (definition.Activity(block.ActivityId) is not { } node) return null;
        var itemId = await db.Set<WorkflowInstance>().Where(i => i.Id == block.WorkflowId).Select(i => i.ContentItemId).FirstOrDefaultAsync(cancellation);
        var version = itemId is null ? null : await (
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            where i.Id == itemId
            select v).FirstOrDefaultAsync(cancellation);
        var title = version is not null && ContentAccess.CanRead(actor, version) ? version.DisplayText : null;
        return new UserTask(waitId, block.WorkflowId, definition.Id, definition.Name, node.Title ?? definition.Name, Lists.Of(node.Properties, "Actions"), block.SinceUtc,
            title is null ? null : itemId, title);
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
internal sealed class WaitingTasks(ITexts texts, Definitions definitions) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var waiting = OpenTasks.For(db, actor);
        var total = await waiting.CountAsync(cancellation);
        if (total == 0) return [];
        var items = new List<WorkItem>();
        foreach (var block in await waiting.OrderBy(b => b.SinceUtc).Take(Shown).ToListAsync(cancellation))
        {
            var definition = await definitions.OfAsync(db, block.WorkflowTypeId, block.TypeVersion, cancellation);
            items.Add(new WorkItem(definition.Activity(block.ActivityId)?.Title ?? definition.Name, $"/Admin/Workflows/Task/{block.WaitId}", definition.Name, block.SinceUtc, "info"));
        }
        return [new WorkItemGroup(texts["等我办理的流程任务"], "diagram-3", "/Admin/Workflows/Tasks", total, items, 40)];
    }
}
