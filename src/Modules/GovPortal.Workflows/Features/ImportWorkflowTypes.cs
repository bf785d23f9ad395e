using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Features;

/// <param name="Step">Orchard's step: <c>data</c> holds the types. <c>Overwrite</c> also replaces what was edited here.</param>
/// <param name="PassedOver">JSON paths of types that stay out.</param>
internal sealed record ImportWorkflowTypesCommand(JsonObject Step, bool Overwrite = false, bool Trusted = false, IReadOnlySet<string>? PassedOver = null);

/// <summary>
/// Takes types in, each by its id: what is there is replaced. A type that was edited here since a recipe brought it is
/// replaced only where that is asked for; the same recipe again leaves the edits alone. Failures: <c>access.not-allowed</c>,
/// <c>workflow.*</c> with JSON paths. Side effect: <c>workflow.type-changed</c> for each.
/// </summary>
internal sealed class ImportWorkflowTypes(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, CheckWorkflow check)
{
    public async Task<IReadOnlyList<Failure>> CheckAsync(ImportWorkflowTypesCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!command.Trusted && !actor.CanSomewhere(WorkflowPermissions.Manage)) return [Failure.Of(Failure.NotAllowed)];
        if (command.Step["data"] is not JsonArray { Count: > 0 } data) return [Failure.At("$.data", "workflow.no-data")];
        var failures = new List<Failure>();
        foreach (var member in command.Step.Select(p => p.Key).Where(k => k is not ("name" or "data" or "Overwrite")))
        {
            failures.Add(Failure.At($"$.{member}", "recipe.unknown-member", member, Nearest.Of(member, ["data", "Overwrite"])));
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < data.Count; i++)
        {
            var path = $"$.data[{i}]";
            if (command.PassedOver?.Contains(path) == true) continue;
            if (data[i] is not JsonObject type)
            {
                failures.Add(Failure.At(path, "workflow.not-objects", "data"));
                continue;
            }
            failures.AddRange(check.Check(type, path));
            var id = WorkflowJson.Text(type, "WorkflowTypeId");
            if (!ids.Add(id)) failures.Add(Failure.At($"{path}.WorkflowTypeId", "workflow.id-twice", id));
            if (await db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellation) is { } row && Keeps(row, type) is null && !Overwrites(command))
            {
                failures.Add(Failure.At(path, "workflow.edited-here", row.Name));
            }
        }
        return failures;
    }

    /// <summary>Takes in what passed the check; answers how many types there are in it.</summary>
    public async Task<Result<int>> HandleAsync(ImportWorkflowTypesCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await CheckAsync(command, actor, cancellation) is { Count: > 0 } failures) return failures.ToList();
        await using var tx = await transactions.BeginAsync(cancellation);
        var types = WorkflowJson.Objects(command.Step["data"]).ToList();
        foreach (var type in types)
        {
            var id = WorkflowJson.Text(type, "WorkflowTypeId");
            var row = await tx.Db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellation);
            if (row is not null && !Overwrites(command) && Keeps(row, type) == true) continue;
            await SaveWorkflowType.ApplyAsync(tx, WorkflowJson.Normalise(type), actor.UserId, shipped: true, cancellation);
        }
        await tx.CommitAsync(cancellation);
        return types.Count;
    }

    private static bool Overwrites(ImportWorkflowTypesCommand command) => command.Overwrite || WorkflowJson.Flag(command.Step, "Overwrite");

    /// <summary>True: the edits made here stay, as the recipe brings nothing new. False: the recipe's is taken. Null: the two contradict.</summary>
    private static bool? Keeps(WorkflowTypeRow row, JsonObject incoming)
    {
        var here = WorkflowJson.Hash((JsonObject)JsonNode.Parse(row.Json)!);
        var brought = WorkflowJson.Hash(WorkflowJson.Normalise(incoming));
        if (brought == here || row.ShippedHash == here) return false;
        return brought == row.ShippedHash ? true : null;
    }
}

/// <summary><c>WorkflowType</c>, Orchard's: workflow types, replaced by their ids.</summary>
internal sealed class WorkflowTypeStep(ImportWorkflowTypes import) : IRecipeStep
{
    public string Name => "WorkflowType";

    /// <summary>A flow with a step that nothing here does is none without it.</summary>
    public Task<IReadOnlyDictionary<string, NotApplied>> PassOverAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var passed = new Dictionary<string, NotApplied>();
        var types = context.Step["data"] as JsonArray ?? [];
        for (var i = 0; i < types.Count; i++)
        {
            if (types[i] is not JsonObject type) continue;
            var foreign = WorkflowJson.Objects(type["Activities"]).Select(a => WorkflowJson.Text(a, "Name")).Where(ActivityCatalogue.NotApplicable.Contains).Distinct().ToList();
            if (foreign.Count > 0) passed[$"$.data[{i}]"] = new NotApplied($"WorkflowType {WorkflowJson.Text(type, "Name")}", $"流程由外部请求、表单或绕过审查的步骤组成，本门户不用：{string.Join("、", foreign)}");
        }
        return Task.FromResult<IReadOnlyDictionary<string, NotApplied>>(passed);
    }

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        import.CheckAsync(new ImportWorkflowTypesCommand(context.Step, Trusted: context.Trusted, PassedOver: context.PassedOver), context.Actor, cancellation);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation) =>
        await import.HandleAsync(new ImportWorkflowTypesCommand(context.Step, Trusted: context.Trusted, PassedOver: context.PassedOver), context.Actor, cancellation);
}

/// <summary>Reads what a person uploaded or pasted: a recipe, its step, or one type alone.</summary>
internal static class WorkflowUpload
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static Result<JsonObject> Read(string json)
    {
        JsonObject? given;
        try
        {
            given = JsonNode.Parse(json, null, Lenient) as JsonObject;
        }
        catch (JsonException)
        {
            given = null;
        }
        if (given is null) return Failure.At("Json", "workflow.bad-json", "JSON");
        if (given["steps"] is JsonArray steps)
        {
            var own = WorkflowJson.Objects(steps).Where(s => WorkflowJson.Text(s, "name").Equals("WorkflowType", StringComparison.OrdinalIgnoreCase)).ToList();
            return own is [var step] && steps.Count == 1 ? (JsonObject)step.DeepClone() : Failure.At("Json", "workflow.only-this-step");
        }
        return given["data"] is JsonArray ? given : new JsonObject { ["name"] = "WorkflowType", ["data"] = new JsonArray(given) };
    }
}
