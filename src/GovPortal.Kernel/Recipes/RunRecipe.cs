using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Recipes;

/// <param name="Json">The recipe's text; comments and trailing commas are allowed.</param>
/// <param name="FileName">How failures name it.</param>
/// <param name="Folder">Where files named by its steps lie.</param>
public sealed record RunRecipeCommand(string Json, string FileName, string Folder, bool DryRun = false, bool Trusted = false);

/// <summary>What a run did: the steps in order, and those that have no meaning here.</summary>
public sealed record RecipeReport(string Name, IReadOnlyList<string> Executed, IReadOnlyList<NotApplied> NotApplicable);

/// <summary>
/// Runs a recipe. The whole of it is checked first, as in a dry run; then each step is one transaction, items after the definitions. Failures carry
/// file and JSON path: <c>access.not-allowed</c>, <c>recipe.broken-json</c>, <c>recipe.unknown-member</c>,
/// <c>recipe.unknown-step</c>, <c>recipe.wrong-kind</c>, <c>recipe.unknown-recipe</c>, <c>recipe.unknown-variable</c>, <c>recipe.bad-expression</c>, <c>recipe.file-missing</c>, <c>recipe.no-steps</c>,
/// and the steps' own. Side effect: <c>recipe.executed</c>.
/// </summary>
public sealed class RunRecipe(
    IEnumerable<IRecipeStep> steps, IEnumerable<NotApplicableStep> notApplicable, IConfiguration configuration, PortalTransactions transactions,
    IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public const string Executed = "recipe.executed";

    /// <summary>The step that names other recipes.</summary>
    private const string OtherRecipes = "recipes";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private static readonly string[] Members =
        ["name", "displayName", "description", "author", "website", "version", "issetuprecipe", "categories", "tags", "exportUtc", "requireNewScope", "variables", "steps"];

    public async Task<Result<RecipeReport>> HandleAsync(
        RunRecipeCommand command, Actor actor, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (!command.Trusted && !actor.CanSomewhere(Permissions.RecipesRun)) return Failure.Of(Failure.NotAllowed);
        var failures = new List<Failure>();
        var plan = new Plan([], [], failures);
        var name = await PlanAsync(plan, command.Json, command.FileName, command, actor, progress, cancellation);
        if (failures.Count > 0) return failures;

        var report = new RecipeReport(name, [.. plan.Steps.Select(p => p.Step.Name)], plan.Skipped);
        if (command.DryRun) return report;
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var (file, step, context) = plan.Steps[i];
            progress?.Report($"{i + 1}/{plan.Steps.Count} {step.Name}");
            var result = await step.ExecuteAsync(context, cancellation);
            if (!result.Succeeded) return result.Failures.Select(f => f with { Field = $"{file} {step.Name} {f.Field}" }).ToList();
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        tx.Append(new EventDraft(Executed, actor.UserId, report.Name, Payload: new Dictionary<string, object?> { ["steps"] = report.Executed }));
        await tx.CommitAsync(cancellation);
        return report;
    }

    /// <summary>The steps in order, over all files; failures name their file.</summary>
    private sealed record Plan(List<(string File, IRecipeStep Step, RecipeStepContext Context)> Steps, List<NotApplied> Skipped, List<Failure> Failures)
    {
        public Dictionary<string, IReadOnlyList<string>> DefinedTypes { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Files { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads and checks one file and those its <c>recipes</c> steps name; answers the recipe's name.</summary>
    private async Task<string> PlanAsync(Plan plan, string json, string fileName, RunRecipeCommand command, Actor actor, IProgress<string>? progress, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        plan.Files.Add(fileName);
        JsonObject recipe;
        try
        {
            if (JsonNode.Parse(json, documentOptions: Lenient) is not JsonObject o)
            {
                plan.Failures.Add(Failure.At(fileName, "recipe.broken-json", ""));
                return fileName;
            }
            recipe = o;
        }
        catch (JsonException error)
        {
            plan.Failures.Add(Failure.At($"{fileName}:{error.LineNumber + 1}", "recipe.broken-json", error.LineNumber + 1));
            return fileName;
        }
        var name = Text(recipe, "name") ?? fileName;
        foreach (var (member, _) in recipe.Where(p => !Members.Contains(p.Key, StringComparer.OrdinalIgnoreCase)))
        {
            failures.Add(Failure.At($"$.{member}", "recipe.unknown-member", member, Nearest.Of(member, Members)));
        }
        if (recipe["steps"] is not JsonArray { Count: > 0 } declared)
        {
            plan.Failures.Add(Failure.At(fileName, "recipe.no-steps"));
            return name;
        }
        var parameters = new Dictionary<string, string> { ["AdminUserId"] = actor.UserId, ["AdminUsername"] = actor.DisplayName, ["SiteName"] = await SiteNameAsync(cancellation) };
        using var expressions = new RecipeExpressions(
            recipe["variables"] as JsonObject ?? [], parameters, configuration, time, new RecipeStepContext(recipe, command.Folder, actor, command.Trusted, null).FileBeside);
        foreach (var i in InOrder(declared))
        {
            var path = $"$.steps[{i}]";
            if (AnyCase(declared[i], path, failures) is not { } step || step["name"] is not JsonValue named || !named.TryGetValue<string>(out var stepName))
            {
                failures.Add(Failure.At(path, "recipe.unknown-step", "", ""));
                continue;
            }
            if (stepName.Equals(OtherRecipes, StringComparison.OrdinalIgnoreCase))
            {
                await PlanOthersAsync(plan, step, path, failures, command, actor, progress, cancellation);
                continue;
            }
            if (notApplicable.FirstOrDefault(n => n.Name.Equals(stepName, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                plan.Skipped.Add(new NotApplied(stepName, known.Reason));
                continue;
            }
            if (steps.FirstOrDefault(s => s.Name.Equals(stepName, StringComparison.OrdinalIgnoreCase)) is not { } kind)
            {
                failures.Add(Failure.At($"{path}.name", "recipe.unknown-step", stepName, Nearest.Of(stepName, steps.Select(s => s.Name).Append(OtherRecipes))));
                continue;
            }
            try
            {
                await PlanStepAsync(kind, step, path);
            }
            catch (Exception error) when (IsWrongKind(error))
            {
                failures.Add(Failure.At(path, "recipe.wrong-kind", kind.Name));
            }
        }
        plan.Failures.AddRange(failures.Select(f => f with { Field = $"{fileName} {f.Field}" }));
        return name;

        async Task PlanStepAsync(IRecipeStep kind, JsonObject step, string path)
        {
            var passed = await kind.PassOverAsync(new RecipeStepContext(step, command.Folder, actor, command.Trusted, progress), cancellation);
            foreach (var over in passed.Values) plan.Skipped.Add(over);
            var resolved = (JsonObject)expressions.Resolve(step, failures, path, passed.Keys.Select(p => path + p.TrimStart('$')).ToHashSet(StringComparer.OrdinalIgnoreCase))!;
            var context = new RecipeStepContext(resolved, command.Folder, actor, command.Trusted, progress)
            {
                NotApplicable = plan.Skipped, PassedOver = passed.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase), DefinedTypes = plan.DefinedTypes,
                RecipeTitle = Text(recipe, "displayName") is { Length: > 0 } title ? title : name,
            };
            var found = await kind.CheckAsync(context, cancellation);
            failures.AddRange(found.Select(f => f with { Field = f.Field is null ? path : path + f.Field.TrimStart('$') }));
            plan.Steps.Add((fileName, kind, context));
        }
    }

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A step that read a number, a list or an object where it has a text, or the other way round: the reader of JSON says so, and no step checks each of its members for it.</summary>
    private static bool IsWrongKind(Exception error) => error is InvalidOperationException or FormatException && error.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true;

    /// <summary>Orchard's step: <c>{"name": "recipes", "Values": [{"executionid": "…", "name": "policies"}]}</c> runs <c>policies.recipe.json</c> beside it (the name's case is free), in its place, once.</summary>
    private async Task PlanOthersAsync(
        Plan plan, JsonObject step, string path, List<Failure> failures, RunRecipeCommand command, Actor actor, IProgress<string>? progress, CancellationToken cancellation)
    {
        var values = step["Values"] as JsonArray ?? [];
        for (var i = 0; i < values.Count; i++)
        {
            var name = values[i] is JsonObject value ? Text(value, "name") : null;
            if (name is null || Beside(name, command.Folder) is not { } full)
            {
                failures.Add(Failure.At($"{path}.Values[{i}].name", "recipe.unknown-recipe", name ?? ""));
                continue;
            }
            var file = Path.GetFileName(full);
            if (!plan.Files.Contains(file)) await PlanAsync(plan, await File.ReadAllTextAsync(full, cancellation), file, command, actor, progress, cancellation);
        }
    }

    /// <summary>The name that the portal goes by; the agency's where it has none of its own.</summary>
    private async Task<string> SiteNameAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if ((await SiteSettings.LoadAsync(db, cancellation)).Name is { Length: > 0 } name) return name;
        return configuration["Portal:Site:Name"] is { Length: > 0 } configured ? configured
            : await db.Set<Agency>().OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => a.Name).FirstOrDefaultAsync(cancellation) ?? "";
    }

    /// <summary>The places of the steps as they run: as written, but items only after the last definitions of the file, since Orchard's recipes may name them before their types.</summary>
    private static IEnumerable<int> InOrder(JsonArray declared)
    {
        var names = declared.Select(s => s is JsonObject step && step.FirstOrDefault(m => m.Key.Equals("name", StringComparison.OrdinalIgnoreCase)).Value is JsonValue v && v.TryGetValue<string>(out var n) ? n : "").ToList();
        var last = names.FindLastIndex(n => n.Equals("ContentDefinition", StringComparison.OrdinalIgnoreCase));
        return Enumerable.Range(0, names.Count).OrderBy(i => i > last ? 2 : names[i].Equals("Content", StringComparison.OrdinalIgnoreCase) ? 1 : 0);
    }

    /// <summary>The step with its own members in any case, as Orchard reads them (<c>data</c>, <c>Data</c>); what is below them stays as it is.</summary>
    private static JsonObject? AnyCase(JsonNode? declared, string path, List<Failure> failures)
    {
        if (declared is not JsonObject members) return null;
        var step = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        foreach (var (name, value) in members)
        {
            if (!step.TryAdd(name, value?.DeepClone())) failures.Add(Failure.At($"{path}.{name}", "recipe.member-twice", name));
        }
        return step;
    }

    private static string? Beside(string name, string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).FirstOrDefault(f => Path.GetFileName(f).Equals(name + ".recipe.json", StringComparison.OrdinalIgnoreCase)) : null;
}
