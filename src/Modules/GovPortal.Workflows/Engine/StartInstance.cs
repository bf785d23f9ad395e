using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <param name="EventKey">What makes the start once-only.</param>
/// <param name="Occurred">The event it starts with, where there is one.</param>
/// <param name="Resumed">False where the start activity itself is still to be waited for.</param>
internal sealed record StartRequest(WorkflowDefinition Definition, string ActivityId, string EventKey, string CorrelationId, JsonObject Input, PortalEvent? Occurred = null, bool Resumed = true);

/// <summary>Makes the row of a new instance, once for each type, start activity and event; a singleton only while none runs.</summary>
internal static class StartInstance
{
    private static readonly WorkflowStatus[] Running = [WorkflowStatus.Starting, WorkflowStatus.Executing, WorkflowStatus.Halted];

    /// <summary>The id of the new instance, or of the one this event started before; null where a singleton runs already.</summary>
    public static async Task<string?> AddAsync(PortalTransaction tx, StartRequest request, CancellationToken cancellation)
    {
        var (definition, now, workflowId) = (request.Definition, tx.NowUtc, ContentIds.New());
        // The row of the type is locked, so that two starts of a singleton come one after the other.
        await tx.Db.Set<WorkflowTypeRow>().Where(t => t.Id == definition.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, t => t.Name), cancellation);
        var added = await tx.Db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "WorkflowStarts" ("WorkflowTypeId", "ActivityId", "EventKey", "WorkflowId", "AtUtc") VALUES ({definition.Id}, {request.ActivityId}, {request.EventKey}, {workflowId}, {now}) ON CONFLICT DO NOTHING""",
            cancellation);
        if (added == 0)
        {
            return await tx.Db.Set<WorkflowStart>().Where(s => s.WorkflowTypeId == definition.Id && s.ActivityId == request.ActivityId && s.EventKey == request.EventKey)
                .Select(s => s.WorkflowId).SingleAsync(cancellation);
        }
        if (definition.IsSingleton && await tx.Db.Set<WorkflowInstance>().AnyAsync(i => i.WorkflowTypeId == definition.Id && Running.Contains(i.Status), cancellation)) return null;

        var input = (JsonObject)request.Input.DeepClone();
        var itemId = await ItemIdAsync(tx.Db, input, request, cancellation);
        if (itemId is not null && input[WorkflowState.ContentItem] is null) input[WorkflowState.ContentItem] = WorkflowState.Reference(itemId);
        if (input["ContentEvent"] is JsonObject about) about["IsStart"] = true;
        tx.Db.Add(new WorkflowInstance
        {
            Id = workflowId, WorkflowTypeId = definition.Id, TypeVersion = definition.Version, CorrelationId = request.CorrelationId, Status = WorkflowStatus.Starting,
            State = WorkflowState.Start(input).Write(), Pending = PendingStep.Write([new PendingStep(request.ActivityId, ContentIds.New(), Resumed: request.Resumed)]),
            ContentItemId = itemId, ContentVersionId = itemId is not null && request.Occurred?.SubjectId == itemId ? request.Occurred.VersionId : null,
            LastEventId = request.Occurred?.Id ?? 0, CreatedUtc = tx.NowUtc, ModifiedUtc = tx.NowUtc,
        });
        await tx.Db.SaveChangesAsync(cancellation);
        return workflowId;
    }

    /// <summary>The item it is about: the one the input names, else the correlation id or the event's subject where that is an item.</summary>
    private static async Task<string?> ItemIdAsync(PortalDbContext db, JsonObject input, StartRequest request, CancellationToken cancellation)
    {
        if (input[WorkflowState.ContentItem] is JsonObject reference) return WorkflowJson.Text(reference, "ContentId") is { Length: > 0 } id ? id : null;
        string[] candidates = [.. new[] { WorkflowJson.Text(input, "ContentItemId"), request.CorrelationId, request.Occurred?.SubjectId ?? "" }.Where(c => c.Length > 0).Distinct()];
        if (candidates.Length == 0) return null;
        var known = await db.Set<ContentItemRow>().Where(i => candidates.Contains(i.Id)).Select(i => i.Id).ToListAsync(cancellation);
        return candidates.FirstOrDefault(known.Contains);
    }
}
