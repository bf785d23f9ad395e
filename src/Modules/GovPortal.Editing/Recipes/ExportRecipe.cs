using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Recipes;

/// <param name="WithDrafts">Also items that were never published, by their latest version; else live versions only.</param>
public sealed record ExportRecipeCommand(bool WithDrafts = false, bool Trusted = false);

/// <summary>A file of an exported recipe and its text.</summary>
public sealed record RecipeFile(string FileName, string Json);

/// <summary>
/// The portal as two recipes: <c>portal.recipe.json</c> with definitions, roles, organisation, columns, routes, clocks and
/// flows, and <c>content.recipe.json</c> with the items as Orchard's <c>Content</c> step. Run one after the other on an empty
/// portal they bring back the same; items wait there as drafts for their reviews. Not in them: people and their passwords,
/// attachments, reviews, events, and closed columns (a backup holds those). Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ExportRecipe(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IRecipeExport> exports)
{
    private static readonly JsonSerializerOptions Written = new(CanonicalJson.Unescaped) { WriteIndented = true };

    public async Task<Result<IReadOnlyList<RecipeFile>>> HandleAsync(ExportRecipeCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!command.Trusted && !(actor.CanSomewhere(Permissions.RecipesRun) && actor.CanSomewhere(Permissions.ContentReadAll))) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var steps = new JsonArray();
        foreach (var export in exports.OrderBy(e => e.Order))
        {
            foreach (var step in await export.StepsAsync(db, cancellation)) steps.Add(step);
        }
        var items = new JsonArray();
        await foreach (var item in ItemsAsync(db, command.WithDrafts).WithCancellation(cancellation)) items.Add(item);
        return new RecipeFile[]
        {
            Recipe("portal", "门户设置", steps),
            Recipe("content", "公开信息", [new JsonObject { ["name"] = "Content", ["data"] = items }]),
        };
    }

    private static async IAsyncEnumerable<JsonNode> ItemsAsync(PortalDbContext db, bool withDrafts)
    {
        var rows =
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.PublishedVersionId ?? i.LatestVersionId equals v.Id
            where i.PublishedVersionId != null || (withDrafts && v.State != VersionState.Discarded)
            orderby i.Id
            select new { Item = i, Version = v };
        await foreach (var row in rows.AsAsyncEnumerable())
        {
            // A purged version has no bytes left to take along.
            if (row.Version.Data.Length == 0) continue;
            yield return ContentItemJson.Of(row.Item, row.Version);
        }
    }

    private static RecipeFile Recipe(string name, string title, JsonArray steps) => new(name + ".recipe.json", new JsonObject
    {
        ["name"] = name, ["displayName"] = title, ["description"] = "", ["author"] = "", ["website"] = "", ["version"] = "1.0", ["issetuprecipe"] = false,
        ["categories"] = new JsonArray(), ["tags"] = new JsonArray(), ["variables"] = new JsonObject(), ["steps"] = steps,
    }.ToJsonString(Written) + "\n");
}
