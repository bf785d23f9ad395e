using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Workflows.Engine;

/// <summary>
/// Takes the pending steps of an instance one by one, each in one transaction with the instance's row; external work is done
/// before, under a claim on the row. Any number of flows and nodes may call it for the same instance: the row is locked for
/// the step, so each step is taken once.
/// </summary>
internal sealed class RunInstance(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, Definitions definitions, ActivityCatalogue catalogue, StepContexts steps,
    EndStep end, WorkflowSettings settings, TimeProvider time, ILogger<RunInstance> log)
{
    /// <summary>How long an external step may take; after that its node is believed dead and the step is done again.</summary>
    private static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(3);

    public async Task RunAsync(string workflowId, CancellationToken cancellation)
    {
        for (var taken = 0; taken < settings.StepsPerBurst && await StepAsync(workflowId, cancellation); taken++) { }
    }

    /// <summary>One step; false where there is none to take now.</summary>
    private async Task<bool> StepAsync(string workflowId, CancellationToken cancellation)
    {
        var failures = default(IReadOnlyList<Failure>);
        var stepId = "";
        try
        {
            Work? external;
            Actor? actor;
            await using (var tx = await transactions.BeginAsync(cancellation))
            {
                if (await LockAsync(tx, workflowId, claim: null, cancellation) is not { } instance) return false;
                var pending = PendingStep.ListOf(instance.Pending);
                if (pending.Count == 0)
                {
                    await end.RestAsync(tx, instance, cancellation);
                    await tx.CommitAsync(cancellation);
                    return false;
                }
                stepId = pending[0].StepId;
                var work = await WorkAsync(tx.Db, instance, pending, cancellation);
                actor = await ActorAsync(tx.Db, work, cancellation);
                failures = Refusals(work, actor);
                if (failures.Count > 0)
                {
                    await end.FaultAsync(tx, work, failures, cancellation);
                    await tx.CommitAsync(cancellation);
                    return false;
                }
                var activity = catalogue.Find(work.Node.Name)!;
                var halts = !work.Step.Resumed && (activity is IWaitingActivity or IEventActivity);
                if (!activity.IsExternal || halts)
                {
                    var flow = steps.Create(tx.Db, tx, tx.NowUtc, work, actor!);
                    if (halts) await end.HaltAsync(tx, work, activity is IWaitingActivity waiting ? await waiting.WaitAsync(flow.Activity, cancellation) : new Wait(), cancellation);
                    else
                    {
                        var result = activity is IFlowActivity own ? await own.RunAsync(flow, cancellation) : await activity.ExecuteAsync(flow.Activity, cancellation);
                        failures = result.Refused ?? [];
                        if (failures.Count == 0) await end.CompleteAsync(tx, work, result, flow.Script.Notes, tx.NowUtc, cancellation);
                    }
                    if (failures.Count == 0)
                    {
                        await tx.CommitAsync(cancellation);
                        return true;
                    }
                    external = null;
                }
                else
                {
                    (instance.ClaimedBy, instance.ClaimedUntilUtc) = (ContentIds.New(), tx.NowUtc + ClaimLength);
                    await tx.CommitAsync(cancellation);
                    external = work;
                }
            }
            if (external is not null) return await ExternalAsync(external, actor!, cancellation);
        }
#pragma warning disable CA1031 // A step's error is its instance's: nothing of it is committed, the instance shows it and can be retried.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failures = [Reason(error, workflowId)];
        }
        // The step's own transaction is gone with whatever it wrote.
        await FaultAsync(workflowId, stepId, failures!, claim: null, cancellation);
        return false;
    }

    private async Task<bool> ExternalAsync(Work work, Actor actor, CancellationToken cancellation)
    {
        var (started, claim) = (time.UtcNow(), work.Instance.ClaimedBy);
        IReadOnlyList<Failure> failures;
        try
        {
            ActivityResult result;
            IReadOnlyList<string> notes;
            await using (var db = await contexts.CreateDbContextAsync(cancellation))
            {
                db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
                var flow = steps.Create(db, null, started, work, actor);
                result = await catalogue.Find(work.Node.Name)!.ExecuteAsync(flow.Activity, cancellation);
                notes = flow.Script.Notes;
            }
            failures = result.Refused ?? [];
            if (failures.Count == 0)
            {
                await using var tx = await transactions.BeginAsync(cancellation);
                // Read again: what woke another branch meanwhile is in the row.
                if (await LockAsync(tx, work.Instance.Id, claim, cancellation) is not { } instance) return false;
                var pending = PendingStep.ListOf(instance.Pending);
                if (pending.Count == 0 || pending[0].StepId != work.Step.StepId) return false;
                (instance.ClaimedBy, instance.ClaimedUntilUtc) = (null, null);
                await end.CompleteAsync(tx, await WorkAsync(tx.Db, instance, pending, cancellation), result, notes, started, cancellation);
                await tx.CommitAsync(cancellation);
                return true;
            }
        }
#pragma warning disable CA1031 // As above.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failures = [Reason(error, work.Instance.Id)];
        }
        await FaultAsync(work.Instance.Id, work.Step.StepId, failures, claim, cancellation);
        return false;
    }

    /// <summary>
    /// The instance, its row locked until the end of the transaction; null where it has nothing to do now, or someone else
    /// does its external step.
    /// </summary>
    private static async Task<WorkflowInstance?> LockAsync(PortalTransaction tx, string workflowId, string? claim, CancellationToken cancellation)
    {
        var now = tx.NowUtc;
        var locked = await tx.Db.Set<WorkflowInstance>()
            .Where(i => i.Id == workflowId && (i.Status == WorkflowStatus.Starting || i.Status == WorkflowStatus.Executing)
                && (claim == null ? i.ClaimedUntilUtc == null || i.ClaimedUntilUtc <= now : i.ClaimedBy == claim))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Revision, i => i.Revision + 1), cancellation);
        return locked == 0 ? null : await tx.Db.Set<WorkflowInstance>().AsTracking().SingleAsync(i => i.Id == workflowId, cancellation);
    }

    private async Task<Work> WorkAsync(PortalDbContext db, WorkflowInstance instance, List<PendingStep> pending, CancellationToken cancellation)
    {
        var definition = await definitions.OfAsync(db, instance.WorkflowTypeId, instance.TypeVersion, cancellation);
        var node = definition.Activity(pending[0].ActivityId) ?? throw new InvalidOperationException($"Activity {pending[0].ActivityId} is not in version {instance.TypeVersion}.");
        return new Work(definition, instance, WorkflowState.Of(instance.State), pending, pending[0], node);
    }

    private async Task<Actor?> ActorAsync(PortalDbContext db, Work work, CancellationToken cancellation)
    {
        var changedBy = await db.Set<WorkflowTypeRow>().Where(t => t.Id == work.Definition.Id).Select(t => t.ChangedBy).FirstOrDefaultAsync(cancellation);
        return changedBy is null ? null : await steps.ActorAsync(changedBy, cancellation);
    }

    private List<Failure> Refusals(Work work, Actor? actor)
    {
        var failures = new List<Failure>();
        if (work.Instance.StepCount >= settings.MaxSteps) failures.Add(Failure.Of("workflow.too-many-steps", settings.MaxSteps));
        if (catalogue.Find(work.Node.Name) is null) failures.Add(Failure.Of("workflow.activity-gone", work.Node.Name));
        if (actor is null) failures.Add(Failure.Of("workflow.no-actor"));
        return failures;
    }

    private Failure Reason(Exception error, string workflowId)
    {
        if (error is ExpressionFailedException expression) return expression.Failure;
        log.LogError("A step of workflow instance {WorkflowId} failed with {Error} at {Place}", workflowId, error.GetType().Name, error.StackTrace);
        return error is DbUpdateException ? Failure.Of("draft.changed-by-other") : Failure.Of("workflow.error", error.GetType().Name);
    }

    private async Task FaultAsync(string workflowId, string stepId, IReadOnlyList<Failure> failures, string? claim, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await LockAsync(tx, workflowId, claim, cancellation) is not { } instance) return;
        var pending = PendingStep.ListOf(instance.Pending);
        if (pending.Count == 0 || pending[0].StepId != stepId) return;
        (instance.ClaimedBy, instance.ClaimedUntilUtc) = (null, null);
        await end.FaultAsync(tx, await WorkAsync(tx.Db, instance, pending, cancellation), failures, cancellation);
        await tx.CommitAsync(cancellation);
    }
}
