using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>Ends a wait: the block goes, its activity becomes the next step. Running it is the caller's, after the commit.</summary>
internal static class WakeInstance
{
    /// <summary>False where it does not wait there any more.</summary>
    /// <param name="waitId">The wait that is meant: a later one at the same activity is another.</param>
    public static async Task<bool> ApplyAsync(
        PortalTransaction tx, string workflowId, string waitId, CancellationToken cancellation, JsonObject? input = null, long eventId = 0, string? by = null, string? action = null)
    {
        // The instance's row first: whoever else is about to write it waits here.
        var locked = await tx.Db.Set<WorkflowInstance>()
            .Where(i => i.Id == workflowId && i.Status != WorkflowStatus.Finished && i.Status != WorkflowStatus.Aborted)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Revision, i => i.Revision + 1), cancellation);
        if (locked == 0) return false;
        var block = await tx.Db.Set<WorkflowBlock>().AsTracking().FirstOrDefaultAsync(b => b.WaitId == waitId && b.WorkflowId == workflowId, cancellation);
        if (block is null) return false;
        var instance = await tx.Db.Set<WorkflowInstance>().AsTracking().SingleAsync(i => i.Id == workflowId, cancellation);

        await Blocks.RemoveAsync(tx, [block], cancellation, resumed: true);
        var pending = PendingStep.ListOf(instance.Pending);
        pending.Add(new PendingStep(block.ActivityId, block.StepId, Resumed: true, By: by, Action: action));
        instance.Pending = PendingStep.Write(pending);
        if (input is not null)
        {
            var state = WorkflowState.Of(instance.State);
            foreach (var (name, value) in input) state.Input[name] = value?.DeepClone();
            instance.State = state.Write();
        }
        if (instance.Status is WorkflowStatus.Halted) instance.Status = WorkflowStatus.Executing;
        instance.LastEventId = Math.Max(instance.LastEventId, eventId);
        instance.ModifiedUtc = tx.NowUtc;
        return true;
    }
}
