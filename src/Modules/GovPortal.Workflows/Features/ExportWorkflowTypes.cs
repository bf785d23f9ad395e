using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <summary>
/// Types as a recipe with one <c>WorkflowType</c> step, member for member as Orchard exports it. Failures:
/// <c>access.not-allowed</c>, <c>workflow.unknown</c>.
/// </summary>
internal sealed class ExportWorkflowTypes(IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly JsonSerializerOptions Written = new(CanonicalJson.Unescaped) { WriteIndented = true };

    /// <param name="typeId">Null takes all, in the order of their ids.</param>
    public async Task<Result<string>> HandleAsync(string? typeId, Actor actor, CancellationToken cancellation)
    {
        if (!MayRead(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Set<WorkflowTypeRow>().AsNoTracking().Where(t => typeId == null || t.Id == typeId).ToListAsync(cancellation);
        if (typeId is not null && rows.Count == 0) return Failure.Of("workflow.unknown");
        return WorkflowJson.Recipe(rows.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => (JsonObject)JsonNode.Parse(t.Json)!)).ToJsonString(Written);
    }

    public static bool MayRead(Actor actor) => actor.CanSomewhere(WorkflowPermissions.Read) || actor.CanSomewhere(WorkflowPermissions.Manage);
}

/// <summary>The types as a <c>WorkflowType</c> step.</summary>
internal sealed class WorkflowsExport : IRecipeExport
{
    public int Order => 50;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var types = await db.Set<WorkflowTypeRow>().AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancellation);
        return types.Count == 0 ? [] : [new JsonObject { ["name"] = "WorkflowType", ["data"] = new JsonArray([.. types.Select(t => JsonNode.Parse(t.Json))]) }];
    }
}
