using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <param name="ContentItemId">What it is about; may be empty.</param>
internal sealed record StartWorkflowCommand(string TypeId, string? ContentItemId);

/// <summary>
/// Starts an enabled type at its first start activity as if its event had come. Failures: <c>access.not-allowed</c>,
/// <c>workflow.unknown</c>, <c>workflow.not-enabled</c>, <c>workflow.no-item</c>, <c>workflow.singleton-running</c>. Side
/// effect: <c>workflow.started</c>.
/// </summary>
internal sealed class StartWorkflow(PortalTransactions transactions, Definitions definitions, RunInstance run)
{
    public async Task<Result<string>> HandleAsync(StartWorkflowCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        string? started;
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            if (await tx.Db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == command.TypeId, cancellation) is not { } row) return Failure.Of("workflow.unknown");
            if (!row.IsEnabled) return Failure.Of("workflow.not-enabled");
            var (itemId, input) = (command.ContentItemId?.Trim() ?? "", new JsonObject());
            if (itemId.Length > 0)
            {
                var about = await (
                    from i in tx.Db.Set<ContentItemRow>().AsNoTracking()
                    join v in tx.Db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
                    where i.Id == itemId
                    select new { i.ContentType, Version = v }).FirstOrDefaultAsync(cancellation);
                if (about is null || !ContentAccess.CanRead(actor, about.Version)) return Failure.At("ContentItemId", "workflow.no-item");
                input[WorkflowState.ContentItem] = WorkflowState.Reference(itemId);
                input["ContentEvent"] = new JsonObject { ["Name"] = "Manual", ["ContentType"] = about.ContentType, ["ContentItemId"] = itemId, ["ContentItemVersionId"] = about.Version.Id };
            }
            var definition = await definitions.OfAsync(tx.Db, row.Id, row.Version, cancellation);
            var start = definition.Starts.First();
            // Nobody has decided on a task yet; every other event counts as come.
            var request = new StartRequest(definition, start.Id, "hand:" + ContentIds.New(), itemId, input, Resumed: start.Name != UserTaskEvent.TypeName);
            started = await StartInstance.AddAsync(tx, request, cancellation);
            if (started is null) return Failure.Of("workflow.singleton-running");
            tx.Append(new EventDraft(WorkflowEvents.Started, actor.UserId, started, Payload: new Dictionary<string, object?> { ["type"] = row.Id }));
            await tx.CommitAsync(cancellation);
        }
        await run.RunAsync(started, cancellation);
        return started;
    }
}

/// <summary>
/// Ends an instance for good. Failures: <c>access.not-allowed</c>, <c>workflow.unknown</c>, <c>workflow.over</c>. Side effect:
/// <c>workflow.cancelled</c>.
/// </summary>
internal sealed class CancelInstance(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string workflowId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await LockedInstance.OfAsync(tx, workflowId, cancellation) is not { } instance) return Failure.Of("workflow.unknown");
        if (instance.Status is WorkflowStatus.Finished or WorkflowStatus.Aborted) return Failure.Of("workflow.over");
        var blocks = await tx.Db.Set<WorkflowBlock>().AsTracking().Where(b => b.WorkflowId == workflowId).ToListAsync(cancellation);
        await Blocks.RemoveAsync(tx, blocks, cancellation);
        (instance.Status, instance.Pending, instance.ClaimedBy, instance.ClaimedUntilUtc) = (WorkflowStatus.Aborted, "[]", null, null);
        (instance.ModifiedUtc, instance.FinishedUtc) = (tx.NowUtc, tx.NowUtc);
        tx.Append(new EventDraft(WorkflowEvents.Cancelled, actor.UserId, workflowId, Payload: new Dictionary<string, object?> { ["type"] = instance.WorkflowTypeId }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}

/// <summary>
/// Does the failed step of a faulted instance again, with the type as it is now where that still has the activities the
/// instance stands at: a correction helps. Failures: <c>access.not-allowed</c>, <c>workflow.unknown</c>,
/// <c>workflow.not-faulted</c>. Side effect: <c>workflow.retried</c>.
/// </summary>
internal sealed class RetryInstance(PortalTransactions transactions, Definitions definitions, RunInstance run)
{
    public async Task<Result> HandleAsync(string workflowId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            if (await LockedInstance.OfAsync(tx, workflowId, cancellation) is not { } instance) return Failure.Of("workflow.unknown");
            var pending = PendingStep.ListOf(instance.Pending);
            if (instance.Status != WorkflowStatus.Faulted || pending.Count == 0) return Failure.Of("workflow.not-faulted");
            pending[0] = pending[0] with { Attempt = pending[0].Attempt + 1 };
            instance.TypeVersion = await VersionAsync(tx, instance, pending, cancellation);
            (instance.Pending, instance.Status, instance.Fault, instance.FaultActivityId, instance.ModifiedUtc) = (PendingStep.Write(pending), WorkflowStatus.Executing, null, null, tx.NowUtc);
            tx.Append(new EventDraft(WorkflowEvents.Retried, actor.UserId, workflowId, Payload: new Dictionary<string, object?> { ["type"] = instance.WorkflowTypeId }));
            await tx.CommitAsync(cancellation);
        }
        await run.RunAsync(workflowId, cancellation);
        return Result.Ok;
    }

    private async Task<int> VersionAsync(PortalTransaction tx, WorkflowInstance instance, List<PendingStep> pending, CancellationToken cancellation)
    {
        var newest = await tx.Db.Set<WorkflowTypeRow>().Where(t => t.Id == instance.WorkflowTypeId).Select(t => t.Version).SingleAsync(cancellation);
        if (newest == instance.TypeVersion) return newest;
        var waiting = await tx.Db.Set<WorkflowBlock>().Where(b => b.WorkflowId == instance.Id).Select(b => b.ActivityId).ToListAsync(cancellation);
        var (before, now) = (await definitions.OfAsync(tx.Db, instance.WorkflowTypeId, instance.TypeVersion, cancellation), await definitions.OfAsync(tx.Db, instance.WorkflowTypeId, newest, cancellation));
        return pending.Select(p => p.ActivityId).Concat(waiting).All(a => now.Activity(a)?.Name == before.Activity(a)?.Name) ? newest : instance.TypeVersion;
    }
}

internal static class LockedInstance
{
    public static async Task<WorkflowInstance?> OfAsync(PortalTransaction tx, string workflowId, CancellationToken cancellation) =>
        await tx.Db.Set<WorkflowInstance>().Where(i => i.Id == workflowId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Revision, i => i.Revision + 1), cancellation) == 0
            ? null
            : await tx.Db.Set<WorkflowInstance>().AsTracking().SingleAsync(i => i.Id == workflowId, cancellation);
}
