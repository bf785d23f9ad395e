using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>How a step leaves its instance: gone on, waiting, at rest or faulted. All inside the step's transaction.</summary>
internal sealed class EndStep
{
    /// <summary>Takes the ways out, writes the trail and puts what follows into the queue.</summary>
    public async Task CompleteAsync(PortalTransaction tx, Work work, ActivityResult result, IReadOnlyList<string> notes, DateTime startedUtc, CancellationToken cancellation)
    {
        var (instance, step) = (work.Instance, work.Step);
        work.Pending.RemoveAt(0);
        foreach (var transition in result.Outcomes.SelectMany(o => work.Definition.From(step.ActivityId, o)))
        {
            work.Pending.Add(new PendingStep(transition.Destination, ContentIds.New(), Via: transition.Id));
        }
        if (result.Output is not null) work.State.LastResult = result.Output;
        if (work.Node.Name == "JoinTask" && result.Outcomes.Count > 0 && JoinTask.IsAny(work.Node.Properties)) await GiveUpAsync(tx, work, cancellation);
        await TrailAsync(tx, work, startedUtc, row =>
        {
            row.EndedUtc = tx.NowUtc;
            row.Outcome = string.Join(',', result.Outcomes) is { Length: > 200 } long_ ? long_[..200] : string.Join(',', result.Outcomes);
            row.Note = notes.Count > 0 ? string.Join('\n', notes) : null;
            row.DecidedBy = step.By;
        }, cancellation);
        Save(tx, work, WorkflowStatus.Executing);
        if (work.Pending.Count == 0) await RestAsync(tx, instance, cancellation);
    }

    /// <summary>Waits: a row that events, timers and people find.</summary>
    public async Task HaltAsync(PortalTransaction tx, Work work, Wait wait, CancellationToken cancellation)
    {
        var (instance, step) = (work.Instance, work.Step);
        work.Pending.RemoveAt(0);
        // A second arrival at an activity that waits already waits with the first.
        if (!await tx.Db.Set<WorkflowBlock>().AnyAsync(b => b.WorkflowId == instance.Id && b.ActivityId == step.ActivityId, cancellation))
        {
            var block = new WorkflowBlock
            {
                WorkflowId = instance.Id, ActivityId = step.ActivityId, Name = work.Node.Name, WorkflowTypeId = instance.WorkflowTypeId, TypeVersion = instance.TypeVersion,
                StepId = step.StepId, WaitId = ContentIds.New(), Key = wait.Key, CorrelationId = instance.CorrelationId, AfterEventId = instance.LastEventId,
                SinceUtc = tx.NowUtc, DueUtc = wait.DueUtc,
            };
            tx.Db.Add(block);
            if (wait.DueUtc is { } due) tx.Db.Add(DueJob.At(WakeDue.JobKind, block.WaitId, due, Actor.System.UserId));
            if (wait.Roles is { } roles) await AddRolesAsync(tx, block.WaitId, roles, instance.ContentItemId, cancellation);
            await TrailAsync(tx, work, tx.NowUtc, _ => { }, cancellation);
        }
        Save(tx, work, WorkflowStatus.Executing);
        if (work.Pending.Count == 0) await RestAsync(tx, instance, cancellation);
    }

    /// <summary>Nothing is left to do at once: it waits, or it is finished.</summary>
    public async Task RestAsync(PortalTransaction tx, WorkflowInstance instance, CancellationToken cancellation)
    {
        await tx.Db.SaveChangesAsync(cancellation);
        if (await tx.Db.Set<WorkflowBlock>().AnyAsync(b => b.WorkflowId == instance.Id, cancellation))
        {
            // What a task said later about the instance holds for all it waits for.
            await tx.Db.Set<WorkflowBlock>().Where(b => b.WorkflowId == instance.Id && b.CorrelationId != instance.CorrelationId)
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.CorrelationId, instance.CorrelationId), cancellation);
            instance.Status = WorkflowStatus.Halted;
            return;
        }
        (instance.Status, instance.FinishedUtc) = (WorkflowStatus.Finished, tx.NowUtc);
        var json = await tx.Db.Set<WorkflowTypeVersion>().Where(v => v.WorkflowTypeId == instance.WorkflowTypeId && v.Version == instance.TypeVersion).Select(v => v.Json).SingleAsync(cancellation);
        if (!WorkflowDefinition.Read(json, instance.TypeVersion).DeleteFinished) return;
        await tx.Db.Set<WorkflowStep>().Where(s => s.WorkflowId == instance.Id).ExecuteDeleteAsync(cancellation);
        tx.Db.Remove(instance);
    }

    /// <summary>Stands still at this step, visibly, until someone retries or cancels it.</summary>
    public async Task FaultAsync(PortalTransaction tx, Work work, IReadOnlyList<Failure> failures, CancellationToken cancellation)
    {
        var codes = string.Join(' ', failures.Select(f => f.Code).Distinct());
        await TrailAsync(tx, work, tx.NowUtc, row => (row.EndedUtc, row.FailureCodes) = (tx.NowUtc, codes.Length <= 500 ? codes : codes[..500]), cancellation);
        (work.Instance.Status, work.Instance.FaultActivityId, work.Instance.ModifiedUtc) = (WorkflowStatus.Faulted, work.Step.ActivityId, tx.NowUtc);
        work.Instance.Fault = FaultText.Write(failures);
        tx.Append(new EventDraft(WorkflowEvents.Faulted, Actor.System.UserId, work.Instance.Id, Payload: new Dictionary<string, object?>
        {
            ["type"] = work.Definition.Id, ["activity"] = work.Step.ActivityId, ["codes"] = codes,
        }));
    }

    private static void Save(PortalTransaction tx, Work work, WorkflowStatus status)
    {
        var instance = work.Instance;
        (instance.State, instance.Pending, instance.Status, instance.ModifiedUtc) = (work.State.Write(), PendingStep.Write(work.Pending), status, tx.NowUtc);
    }

    private static async Task TrailAsync(PortalTransaction tx, Work work, DateTime startedUtc, Action<WorkflowStep> fill, CancellationToken cancellation)
    {
        var (instance, step) = (work.Instance, work.Step);
        // What waited has its row already.
        var row = step.Resumed
            ? await tx.Db.Set<WorkflowStep>().AsTracking().FirstOrDefaultAsync(s => s.WorkflowId == instance.Id && s.StepId == step.StepId && s.EndedUtc == null, cancellation)
            : null;
        if (row is null)
        {
            tx.Db.Add(row = new WorkflowStep
            {
                Id = ContentIds.New(), WorkflowId = instance.Id, Number = ++instance.StepCount, ActivityId = step.ActivityId, StepId = step.StepId, Attempt = step.Attempt,
                StartedUtc = startedUtc,
            });
        }
        fill(row);
    }

    /// <summary>A task is for those who hold the role where the item belongs.</summary>
    private static async Task AddRolesAsync(PortalTransaction tx, string waitId, IReadOnlyList<string> roles, string? itemId, CancellationToken cancellation)
    {
        var place = itemId is null ? null : await (
            from i in tx.Db.Set<ContentItemRow>()
            join v in tx.Db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
            where i.Id == itemId
            select new { v.AgencyId, v.SectionId }).FirstOrDefaultAsync(cancellation);
        tx.Db.AddRange(roles.Distinct(StringComparer.Ordinal).Select(r => new WorkflowTaskRole { WaitId = waitId, Role = r, AgencyId = place?.AgencyId, SectionId = place?.SectionId }));
    }

    /// <summary>The branches before a join that the first arrival ended.</summary>
    private static async Task GiveUpAsync(PortalTransaction tx, Work work, CancellationToken cancellation)
    {
        var before = work.Definition.Before(work.Step.ActivityId);
        work.Pending.RemoveAll(p => before.Contains(p.ActivityId) || p.ActivityId == work.Step.ActivityId);
        var blocks = await tx.Db.Set<WorkflowBlock>().AsTracking().Where(b => b.WorkflowId == work.Instance.Id).ToListAsync(cancellation);
        await Blocks.RemoveAsync(tx, [.. blocks.Where(b => before.Contains(b.ActivityId))], cancellation);
    }
}

/// <summary>Waits that are over.</summary>
internal static class Blocks
{
    /// <summary>Takes the waits away with their tasks and timers; their open steps are closed.</summary>
    public static async Task RemoveAsync(PortalTransaction tx, IReadOnlyList<WorkflowBlock> blocks, CancellationToken cancellation, bool resumed = false)
    {
        if (blocks.Count == 0) return;
        var waits = blocks.Select(b => b.WaitId).ToList();
        await tx.Db.Set<WorkflowTaskRole>().Where(r => waits.Contains(r.WaitId)).ExecuteDeleteAsync(cancellation);
        await tx.Db.Set<DueJob>().Where(j => j.Kind == WakeDue.JobKind && waits.Contains(j.SubjectId) && j.DoneUtc == null && j.DueUtc > tx.NowUtc).ExecuteDeleteAsync(cancellation);
        tx.Db.RemoveRange(blocks);
        if (resumed) return;
        var (ids, steps) = (blocks.Select(b => b.WorkflowId).ToList(), blocks.Select(b => b.StepId).ToList());
        await tx.Db.Set<WorkflowStep>().Where(s => ids.Contains(s.WorkflowId) && steps.Contains(s.StepId) && s.EndedUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedUtc, tx.NowUtc), cancellation);
    }
}

/// <summary>The reasons of a fault as they are kept: codes and values, put into words when they are shown.</summary>
internal static class FaultText
{
    private sealed record Kept(string Code, IReadOnlyList<string?> Args);

    public static string Write(IReadOnlyList<Failure> failures) =>
        JsonSerializer.Serialize(failures.Take(20).Select(f => new Kept(f.Code, [.. f.Args.Select(a => Convert.ToString(a, System.Globalization.CultureInfo.InvariantCulture))])), CanonicalJson.Unescaped);

    public static IReadOnlyList<Failure> Read(string? json) =>
        json is null ? [] : [.. JsonSerializer.Deserialize<List<Kept>>(json, CanonicalJson.Unescaped)!.Select(k => new Failure(k.Code, [.. k.Args]))];
}
