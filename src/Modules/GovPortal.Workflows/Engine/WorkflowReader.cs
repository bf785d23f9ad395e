using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>
/// Follows the event log once for all nodes: an event starts instances of the types that begin with it and wakes those that
/// wait for it. One event after the other, so that what one event brings to a wait the next can wake. Applying an event a
/// second time changes nothing.
/// </summary>
internal sealed class WorkflowReader(
    ActivityCatalogue catalogue, Definitions definitions, RunInstance run, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions) : IOnceEventReader
{
    public string Name => "workflows";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        foreach (var occurred in events)
        {
            if (occurred.Kind == ContentEvents.Purged) await ForgetAsync(occurred, cancellation);
            var listeners = catalogue.ListeningTo(occurred.Kind).ToDictionary(a => a.Name, StringComparer.Ordinal);
            if (listeners.Count == 0) continue;
            var touched = new List<string>();
            touched.AddRange(await StartAsync(occurred, listeners, cancellation));
            touched.AddRange(await WakeAsync(occurred, listeners, cancellation));
            foreach (var workflowId in touched.Distinct()) await run.RunAsync(workflowId, cancellation);
        }
    }

    private async Task<List<string>> StartAsync(PortalEvent occurred, Dictionary<string, IEventActivity> listeners, CancellationToken cancellation)
    {
        var started = new List<string>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        foreach (var (definition, since) in await definitions.EnabledAsync(db, cancellation))
        {
            if (occurred.OccurredUtc < since) continue;
            foreach (var node in definition.Starts)
            {
                if (!listeners.TryGetValue(node.Name, out var activity)) continue;
                if (await activity.MatchAsync(db, occurred, node.Properties, cancellation) is not { } trigger) continue;
                await using var tx = await transactions.BeginAsync(cancellation);
                var key = occurred.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (await StartInstance.AddAsync(tx, new StartRequest(definition, node.Id, key, trigger.CorrelationId, trigger.Input, occurred), cancellation) is { } id) started.Add(id);
                await tx.CommitAsync(cancellation);
            }
        }
        return started;
    }

    private async Task<List<string>> WakeAsync(PortalEvent occurred, Dictionary<string, IEventActivity> listeners, CancellationToken cancellation)
    {
        var names = listeners.Keys.ToList();
        var woken = new List<string>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var places = await db.Set<WorkflowBlock>().Where(b => names.Contains(b.Name))
            .Select(b => new { b.Name, b.WorkflowTypeId, b.TypeVersion, b.ActivityId, b.Key }).Distinct().ToListAsync(cancellation);
        foreach (var place in places)
        {
            var definition = await definitions.OfAsync(db, place.WorkflowTypeId, place.TypeVersion, cancellation);
            if (definition.Activity(place.ActivityId) is not { } node) continue;
            // The name of a signal was worked out when the wait began.
            var properties = place.Key is null ? node.Properties : new JsonObject { ["SignalName"] = new JsonObject { ["Expression"] = place.Key } };
            if (await listeners[place.Name].MatchAsync(db, occurred, properties, cancellation) is not { } trigger) continue;
            var waiting = await db.Set<WorkflowBlock>()
                .Where(b => b.Name == place.Name && b.WorkflowTypeId == place.WorkflowTypeId && b.TypeVersion == place.TypeVersion && b.ActivityId == place.ActivityId
                    && b.Key == place.Key && (trigger.CorrelationId == "" || b.CorrelationId == trigger.CorrelationId) && b.AfterEventId < occurred.Id)
                .Select(b => new { b.WorkflowId, b.WaitId }).ToListAsync(cancellation);
            foreach (var wait in waiting)
            {
                await using var tx = await transactions.BeginAsync(cancellation);
                if (!await WakeInstance.ApplyAsync(tx, wait.WorkflowId, wait.WaitId, cancellation, trigger.Input, occurred.Id)) continue;
                await tx.CommitAsync(cancellation);
                woken.Add(wait.WorkflowId);
            }
        }
        return woken;
    }

    /// <summary>What log tasks wrote about an item goes with its purged bytes.</summary>
    private async Task ForgetAsync(PortalEvent purged, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var about = tx.Db.Set<WorkflowInstance>().Where(i => i.ContentItemId == purged.SubjectId).Select(i => i.Id);
        await tx.Db.Set<WorkflowStep>().Where(s => s.Note != null && about.Contains(s.WorkflowId)).ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, (string?)null), cancellation);
        await tx.CommitAsync(cancellation);
    }
}
