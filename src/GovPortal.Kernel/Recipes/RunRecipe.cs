using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Recipes;

/// <param name="Json">The recipe's text; comments and trailing commas are allowed.</param>
/// <param name="FileName">How failures name it.</param>
/// <param name="Folder">Where files named by its steps lie.</param>
public sealed record RunRecipeCommand(string Json, string FileName, string Folder, bool DryRun = false, bool Trusted = false);

/// <summary>What a run did: the steps in order, and those that have no meaning here.</summary>
public sealed record RecipeReport(string Name, IReadOnlyList<string> Executed, IReadOnlyList<string> NotApplicable);

/// <summary>
/// Runs a recipe. The whole of it is checked first, as in a dry run; then each step is one transaction. Failures carry
/// file and JSON path: <c>access.not-allowed</c>, <c>recipe.broken-json</c>, <c>recipe.unknown-member</c>,
/// <c>recipe.unknown-step</c>, <c>recipe.unknown-variable</c>, <c>recipe.unknown-expression</c>, <c>recipe.no-steps</c>,
/// and the steps' own. Side effect: <c>recipe.executed</c>.
/// </summary>
public sealed class RunRecipe(
    IEnumerable<IRecipeStep> steps, IEnumerable<NotApplicableStep> notApplicable, IConfiguration configuration, PortalTransactions transactions)
{
    public const string Executed = "recipe.executed";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private static readonly string[] Members =
        ["name", "displayName", "description", "author", "website", "version", "issetuprecipe", "categories", "tags", "exportUtc", "requireNewScope", "variables", "steps"];

    public async Task<Result<RecipeReport>> HandleAsync(
        RunRecipeCommand command, Actor actor, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (!command.Trusted && !actor.CanSomewhere(Permissions.RecipesRun)) return Failure.Of(Failure.NotAllowed);
        JsonObject recipe;
        try
        {
            if (JsonNode.Parse(command.Json, documentOptions: Lenient) is not JsonObject o) return Failure.At(command.FileName, "recipe.broken-json", "");
            recipe = o;
        }
        catch (JsonException error)
        {
            return Failure.At($"{command.FileName}:{error.LineNumber + 1}", "recipe.broken-json", error.LineNumber + 1);
        }

        var failures = new List<Failure>();
        foreach (var (name, _) in recipe.Where(p => !Members.Contains(p.Key, StringComparer.OrdinalIgnoreCase)))
        {
            failures.Add(Failure.At($"$.{name}", "recipe.unknown-member", name, Nearest.Of(name, Members)));
        }
        if (recipe["steps"] is not JsonArray { Count: > 0 } declared) return Failure.At(command.FileName, "recipe.no-steps");

        var parameters = new Dictionary<string, string> { ["AdminUserId"] = actor.UserId };
        var expressions = new RecipeExpressions(recipe["variables"] as JsonObject ?? [], parameters, configuration);
        var planned = new List<(IRecipeStep Step, RecipeStepContext Context)>();
        var skipped = new List<string>();
        for (var i = 0; i < declared.Count; i++)
        {
            var path = $"$.steps[{i}]";
            if (declared[i] is not JsonObject step || step["name"] is not JsonValue named || !named.TryGetValue<string>(out var name))
            {
                failures.Add(Failure.At(path, "recipe.unknown-step", "", ""));
                continue;
            }
            if (notApplicable.Any(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                skipped.Add(name);
                continue;
            }
            if (steps.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } kind)
            {
                failures.Add(Failure.At($"{path}.name", "recipe.unknown-step", name, Nearest.Of(name, steps.Select(s => s.Name))));
                continue;
            }
            var resolved = (JsonObject)expressions.Resolve(step, failures, path)!;
            var context = new RecipeStepContext(resolved, command.Folder, actor, command.Trusted, progress);
            var found = await kind.CheckAsync(context, cancellation);
            failures.AddRange(found.Select(f => f with { Field = f.Field is null ? path : path + f.Field.TrimStart('$') }));
            planned.Add((kind, context));
        }
        if (failures.Count > 0) return failures.ConvertAll(f => f with { Field = $"{command.FileName} {f.Field}" });

        var report = new RecipeReport((string?)recipe["name"] ?? command.FileName, [.. planned.Select(p => p.Step.Name)], skipped);
        if (command.DryRun) return report;
        for (var i = 0; i < planned.Count; i++)
        {
            progress?.Report($"{i + 1}/{planned.Count} {planned[i].Step.Name}");
            var result = await planned[i].Step.ExecuteAsync(planned[i].Context, cancellation);
            if (!result.Succeeded) return result.Failures.Select(f => f with { Field = $"{command.FileName} {planned[i].Step.Name} {f.Field}" }).ToList();
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        tx.Append(new EventDraft(Executed, actor.UserId, report.Name, Payload: new Dictionary<string, object?> { ["steps"] = report.Executed }));
        await tx.CommitAsync(cancellation);
        return report;
    }
}
