using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <summary>
/// Writes a checked type as its next version, sets its timers and tells of it: what every change of a type ends in. The same
/// JSON again changes nothing.
/// </summary>
internal static class SaveWorkflowType
{
    /// <param name="type">Normalised.</param>
    /// <param name="shipped">A recipe brought it.</param>
    public static async Task ApplyAsync(PortalTransaction tx, JsonObject type, string actorId, bool shipped, CancellationToken cancellation)
    {
        var (id, json, hash) = (WorkflowJson.Text(type, "WorkflowTypeId"), WorkflowJson.Write(type), WorkflowJson.Hash(type));
        var enabled = WorkflowJson.Flag(type, "IsEnabled");
        var row = await tx.Db.Set<WorkflowTypeRow>().AsTracking().FirstOrDefaultAsync(t => t.Id == id, cancellation);
        if (row is not null && row.Json == json)
        {
            if (shipped) row.ShippedHash = hash;
            return;
        }
        var was = row is null ? null : WorkflowJson.Hash((JsonObject)JsonNode.Parse(row.Json)!);
        if (row is null) tx.Db.Add(row = new WorkflowTypeRow { Id = id, Name = "", Json = "", ChangedBy = actorId });
        if (enabled && !row.IsEnabled) row.EnabledUtc = tx.NowUtc;
        (row.Name, row.Json, row.IsEnabled, row.ChangedBy, row.ChangedUtc) = (WorkflowJson.Text(type, "Name"), json, enabled, actorId, tx.NowUtc);
        row.Version++;
        if (shipped) row.ShippedHash = hash;
        tx.Db.Add(new WorkflowTypeVersion { WorkflowTypeId = id, Version = row.Version, Json = json, ChangedBy = actorId, ChangedUtc = tx.NowUtc });
        await TimerDue.ArmAsync(tx, WorkflowDefinition.Read(type, row.Version), enabled, cancellation);
        await PurgeInstances.ArmAsync(tx, null, cancellation);
        tx.Append(new EventDraft(WorkflowEvents.TypeChanged, actorId, id, Payload: new Dictionary<string, object?> { ["version"] = row.Version, ["enabled"] = enabled, ["was"] = was, ["now"] = hash }));
        await tx.Db.SaveChangesAsync(cancellation);
    }
}
