using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <param name="Version">The version the person saw.</param>
/// <param name="Title">What the office calls the activity; empty for none.</param>
/// <param name="Properties">New values of properties that the activity knows; the others stay.</param>
internal sealed record ChangeActivityCommand(string TypeId, int Version, string ActivityId, string? Title, JsonObject Properties);

/// <summary>
/// Changes an activity's title and properties; the whole type is checked as at an import. From then on its instances act on
/// behalf of the person who changed it. Failures: <c>access.not-allowed</c>, <c>workflow.unknown</c>,
/// <c>workflow.changed-by-other</c>, <c>workflow.*</c> with the property's name as field. Side effect: <c>workflow.type-changed</c>.
/// </summary>
internal sealed class ChangeActivity(PortalTransactions transactions, ActivityCatalogue catalogue, CheckWorkflow check)
{
    public async Task<Result> HandleAsync(ChangeActivityCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == command.TypeId, cancellation) is not { } row) return Failure.Of("workflow.unknown");
        if (row.Version != command.Version) return Failure.Of("workflow.changed-by-other");
        var type = (JsonObject)JsonNode.Parse(row.Json)!;
        var node = WorkflowJson.Objects(type["Activities"]).FirstOrDefault(a => WorkflowJson.Text(a, "ActivityId") == command.ActivityId);
        if (node is null || catalogue.Find(WorkflowJson.Text(node, "Name")) is not { } activity) return Failure.Of("workflow.unknown");
        if (node["Properties"] is not JsonObject properties) node["Properties"] = properties = [];
        if (properties["ActivityMetadata"] is not JsonObject metadata) properties["ActivityMetadata"] = metadata = [];
        metadata["Title"] = string.IsNullOrWhiteSpace(command.Title) ? null : command.Title.Trim();
        foreach (var property in activity.Properties) Take(property, command.Properties, properties);

        var failures = check.CheckProperties(activity, properties).ToList();
        // What the activity's form can't show, such as an arrow whose outcome is gone now, belongs to the whole.
        if (failures.Count == 0) failures.AddRange(check.Check(type, "$").Select(f => f with { Field = null }));
        if (failures.Count > 0) return failures;
        await SaveWorkflowType.ApplyAsync(tx, WorkflowJson.Normalise(type), actor.UserId, shipped: false, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static void Take(ActivityProperty property, JsonObject given, JsonObject properties)
    {
        if (!given.TryGetPropertyValue(property.Name, out var value)) return;
        if (value is null) properties.Remove(property.Name);
        // An expression may hold more than its text, such as Orchard's syntax.
        else if (value is JsonObject expression && properties[property.Name] is JsonObject own) own["Expression"] = expression["Expression"]?.DeepClone();
        else properties[property.Name] = value.DeepClone();
    }
}

internal sealed record EnableWorkflowTypeCommand(string TypeId, int Version, bool IsEnabled);

/// <summary>
/// Enables a type, which then acts on behalf of this person, or disables it; what runs goes on. Failures:
/// <c>access.not-allowed</c>, <c>workflow.unknown</c>, <c>workflow.changed-by-other</c>, and when enabling those of the check.
/// </summary>
internal sealed class EnableWorkflowType(PortalTransactions transactions, CheckWorkflow check)
{
    public async Task<Result> HandleAsync(EnableWorkflowTypeCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(WorkflowPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == command.TypeId, cancellation) is not { } row) return Failure.Of("workflow.unknown");
        if (row.Version != command.Version) return Failure.Of("workflow.changed-by-other");
        var type = (JsonObject)JsonNode.Parse(row.Json)!;
        // An activity may have gone with its module since.
        if (command.IsEnabled && check.Check(type, "$") is { Count: > 0 } failures) return failures.ToList();
        type["IsEnabled"] = command.IsEnabled;
        await SaveWorkflowType.ApplyAsync(tx, WorkflowJson.Normalise(type), actor.UserId, shipped: false, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
