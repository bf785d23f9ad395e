using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Recipes;

/// <summary>
/// <c>Content</c>, Orchard's: items in <c>data</c>. Each becomes a submitted version, whatever its <c>Published</c> says;
/// its reviews are still to come (see docs/publishing.md). The whole step is one transaction. Failures:
/// <c>recipe.value-missing</c>, <c>draft.type-unknown</c> and those of saving and submitting, at <c>$.data[n]</c>.
/// </summary>
internal sealed class ContentStep(SaveDraft save, SubmitVersion submit, PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions) : IRecipeStep
{
    public string Name => "Content";

    public async Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var types = (await definitions.LoadAsync(db, cancellation)).Types.Select(t => t.Name).Concat(context.DefinedTypes).ToHashSet(StringComparer.Ordinal);
        var failures = new List<Failure>();
        var items = context.Step["data"] as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var type = (string?)items[i]?["ContentType"];
            if (type is null) failures.Add(Failure.At($"$.data[{i}].ContentType", "recipe.value-missing", "ContentType"));
            else if (!types.Contains(type)) failures.Add(Failure.At($"$.data[{i}].ContentType", "draft.type-unknown", type));
        }
        return failures;
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var importer = context.Trusted ? Importer(context.Actor) : context.Actor;
        await using var tx = await transactions.BeginAsync(cancellation);
        var failures = new List<Failure>();
        var form = context.Step["reviewForm"] is JsonObject given ? ReviewFormInput.Read(given) : null;
        var items = (context.Step["data"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        // Lists before what stands in them, whatever the order of the file.
        foreach (var i in Enumerable.Range(0, items.Count).OrderBy(i => items[i][ContentTypeDefinition.ContainedPart] is JsonObject))
        {
            var result = await ImportAsync(tx, items[i], form, importer, cancellation);
            failures.AddRange(result.Failures.Select(f => f with { Field = $"$.data[{i}].{f.Field}".TrimEnd('.') }));
        }
        if (failures.Count > 0) return failures;
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private async Task<Result> ImportAsync(PortalTransaction tx, JsonObject item, ReviewFormInput? form, Actor importer, CancellationToken cancellation)
    {
        var data = ContentItemJson.PartsOf(item);
        if (data["TitlePart"] is null && (string?)item["DisplayText"] is { Length: > 0 } text) data["TitlePart"] = new JsonObject { ["Title"] = text };
        var id = (string?)item["ContentItemId"] is { Length: 26 } given ? given : ContentIds.New();
        var known = await tx.Db.Set<ContentItemRow>().AnyAsync(i => i.Id == id, cancellation);
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(known ? id : null, (string)item["ContentType"]!, data, NewContentItemId: id), importer, cancellation);
        // Without a review form nothing is submitted (R27): the item waits as a draft for its section to complete one.
        return saved.Succeeded && form is not null ? await submit.ApplyAsync(tx, new SubmitVersionCommand(saved.Value.VersionId, form), importer, cancellation) : saved;
    }

    /// <summary>Whoever holds the machine imports as an author of any section; reviewing and publishing stay with others.</summary>
    private static Actor Importer(Actor actor) => new(actor.UserId, actor.DisplayName,
        [new Grant("Importer", new HashSet<string> { Permissions.ContentEdit, Permissions.ContentSubmit }, null, null)]);
}
