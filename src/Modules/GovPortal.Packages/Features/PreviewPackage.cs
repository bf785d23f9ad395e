using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Model;

namespace GovPortal.Packages.Features;

/// <summary>What a package would do.</summary>
/// <param name="Items">How many items it brings, by content type.</param>
public sealed record PackagePlan(RecipeReport Report, IReadOnlyDictionary<string, int> Items, int Files);

/// <summary>Checks an unpacked package as a dry run does; changes nothing. Failures: <c>package.no-recipe</c> and those of <see cref="RunRecipe"/>.</summary>
public sealed class PreviewPackage(RunRecipe run, PackageFolder folder)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public async Task<Result<PackagePlan>> HandleAsync(PackageUpload upload, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var command = await CommandAsync(upload, dryRun: true, cancellation);
        if (!command.Succeeded) return command.As<PackagePlan>();
        var report = await run.HandleAsync(command.Value, actor, null, cancellation);
        if (!report.Succeeded) return report.As<PackagePlan>();
        var steps = (JsonNode.Parse(command.Value.Json, documentOptions: Lenient)!["steps"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        IEnumerable<JsonNode?> Entries(string step, string list) => steps.Where(s => step.Equals((string?)s["name"], StringComparison.OrdinalIgnoreCase)).SelectMany(s => s[list] as JsonArray ?? []);
        return new PackagePlan(
            report.Value,
            Entries("Content", "data").Select(i => (string?)i?["ContentType"]).OfType<string>().GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count()),
            Entries("media", "Files").Count());
    }

    /// <summary>The package's recipe, with its files beside it.</summary>
    internal async Task<Result<RunRecipeCommand>> CommandAsync(PackageUpload upload, bool dryRun, CancellationToken cancellation)
    {
        var path = Path.Combine(folder.PathOf(upload.Id), PackageFolder.RecipeName);
        if (!File.Exists(path)) return Failure.Of("package.no-recipe", PackageFolder.RecipeName);
        return new RunRecipeCommand(await File.ReadAllTextAsync(path, cancellation), PackageFolder.RecipeName, folder.PathOf(upload.Id), dryRun);
    }
}
