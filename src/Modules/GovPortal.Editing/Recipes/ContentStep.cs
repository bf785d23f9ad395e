using System.Globalization;
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
/// <c>Content</c>, Orchard's: items in <c>data</c>. Each becomes a draft, with a <c>reviewForm</c> a submitted version, whatever its
/// <c>Published</c> says, and all of them a review package (<see cref="IReviewPackages"/>): their reviews are still to come (see
/// docs/publishing.md). An item that is here with the same content is left alone. The day of first publication comes along
/// where it lies in the past. The whole step is one transaction. Failures: <c>recipe.value-missing</c>,
/// <c>draft.type-unknown</c> and those of saving and submitting, at <c>$.data[n]</c>.
/// </summary>
internal sealed class ContentStep(
    SaveDraft save, SubmitVersion submit, IReviewPackages packages, PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions,
    ContentElements elements) : IRecipeStep
{
    /// <summary>Versions whose content stands: the same content again would be the same version again.</summary>
    private static readonly HashSet<VersionState> Standing = [VersionState.Draft, VersionState.InReview, VersionState.Approved, VersionState.Scheduled, VersionState.Published];

    public string Name => "Content";

    /// <summary>
    /// Orchard's menus and its widgets of layers are no information: here columns make the menu and the theme the layout. An item
    /// without any facts of its disclosure comes from where there are no columns; nobody here could say who answers for it. Misspelt facts are refused, as any typo.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, NotApplied>> PassOverAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var types = await definitions.LoadAsync(db, cancellation);
        var passed = new Dictionary<string, NotApplied>();
        var items = context.Step["data"] as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not JsonObject item) continue;
            var type = item["ContentType"] is JsonValue named && named.TryGetValue<string>(out var text) ? text : "";
            var reason = item["LayerMetadata"] is JsonObject ? "页面布局由主题决定，没有部件层"
                : item["MenuPart"] is JsonObject ? "公开页面的菜单由栏目和主题决定"
                : types.Type(type)?.Has(Disclosure.PartName) == true && !item.Any(m => Nearest.IsTypo(m.Key, Disclosure.PartName)) ? "没有写明归哪个栏目（DisclosurePart），无人负责的信息不收" : null;
            if (reason is not null) passed[$"$.data[{i}]"] = new NotApplied($"Content {type} {item["DisplayText"]}".TrimEnd(), reason);
        }
        return passed;
    }

    public async Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var types = await definitions.LoadAsync(db, cancellation);
        var failures = new List<Failure>();
        if (context.Step["data"] is not JsonArray items) return [Failure.At("$.data", "recipe.value-missing", "data")];
        for (var i = 0; i < items.Count; i++)
        {
            if (context.PassedOver.Contains($"$.data[{i}]")) continue;
            if (items[i] is not JsonObject item || (string?)item["ContentType"] is not { } name)
            {
                failures.Add(Failure.At($"$.data[{i}].ContentType", "recipe.value-missing", "ContentType"));
                continue;
            }
            var type = types.Type(name);
            if (!context.DefinedTypes.TryGetValue(name, out var defined) && type is null) failures.Add(Failure.At($"$.data[{i}].ContentType", "draft.type-unknown", name));
            foreach (var part in Unplaced(ContentItemJson.PartsOf(item), [.. defined ?? [], .. PartNames(type)]))
            {
                context.NotApplicable.Add(new NotApplied($"Content {name} {item["DisplayText"]} {part}", "内容类型没有这个部件，这部分内容未导入"));
            }
        }
        return failures;
    }

    private static IEnumerable<string> PartNames(ContentTypeDefinition? type) => type?.Parts.Select(p => p.Name) ?? [];

    /// <summary>Parts that the portal knows and the item's type lacks, which Orchard keeps and never shows; a name that nobody knows is a typo and stays for saving to refuse.</summary>
    private List<string> Unplaced(JsonObject data, HashSet<string> parts) =>
        [.. data.Select(m => m.Key).Where(name => !parts.Contains(name) && elements.Find(name) is { IsWelded: false })];

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var importer = Importer(context.Actor);
        await using var tx = await transactions.BeginAsync(cancellation);
        var types = await definitions.LoadAsync(tx.Db, cancellation);
        var failures = new List<Failure>();
        var written = new List<VersionRef>();
        var form = context.Step["reviewForm"] is JsonObject given ? ReviewFormInput.Read(given) : null;
        var items = context.Step["data"] as JsonArray ?? [];
        // Lists before what stands in them, whatever the order of the file.
        var done = 0;
        foreach (var i in Enumerable.Range(0, items.Count).OrderBy(i => items[i]?[ContentTypeDefinition.ContainedPart] is JsonObject))
        {
            if (items[i] is not JsonObject item) continue;
            if (done++ % 20 == 0) context.Progress?.Report($"Content {done}/{items.Count}");
            var result = await ImportAsync(tx, types.Type((string)item["ContentType"]!), item, form, importer, cancellation);
            failures.AddRange(result.Failures.Select(f => f with { Field = $"$.data[{i}].{f.Field}".TrimEnd('.') }));
            if (result is { Succeeded: true, Value: { } version }) written.Add(version);
            // What is written need not be looked through again with every further item.
            if (failures.Count > 0) continue;
            await tx.Db.SaveChangesAsync(cancellation);
            tx.Db.ChangeTracker.Clear();
        }
        if (failures.Count > 0) return failures;
        if (written.Count > 0) await packages.OpenAsync(tx, context.RecipeTitle, written, importer, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Answers null where the item is here already, with the same content.</summary>
    private async Task<Result<VersionRef?>> ImportAsync(PortalTransaction tx, ContentTypeDefinition? type, JsonObject item, ReviewFormInput? form, Actor importer, CancellationToken cancellation)
    {
        var data = ContentItemJson.PartsOf(item);
        foreach (var part in Unplaced(data, [.. PartNames(type)])) data.Remove(part);
        if (data["TitlePart"] is null && (string?)item["DisplayText"] is { Length: > 0 } text) data["TitlePart"] = new JsonObject { ["Title"] = text };
        var id = (string?)item["ContentItemId"] is { Length: 26 } given ? given : ContentIds.New();
        var known = await (
            from i in tx.Db.Set<ContentItemRow>()
            join v in tx.Db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
            where i.Id == id
            select new { i.Path, v.State, v.Data }).FirstOrDefaultAsync(cancellation);
        if (known is { Data.Length: > 0 } && Standing.Contains(known.State) && JsonNode.DeepEquals(Said((JsonObject)JsonNode.Parse(known.Data)!, known.Path), Said(data, known.Path))) return (VersionRef?)null;
        var first = known is null && PublishedOn(item) is { } on && on < tx.NowUtc ? on : (DateTime?)null;
        var saved = await save.ApplyAsync(
            tx, new SaveDraftCommand(known is null ? null : id, (string)item["ContentType"]!, data, NewContentItemId: id) { FirstPublishedUtc = first }, importer, cancellation);
        if (!saved.Succeeded) return saved.As<VersionRef?>();
        // Without a review form nothing is submitted (R27): the item waits as a draft for its package's form.
        if (form is null) return saved.Value;
        var submitted = await submit.ApplyAsync(tx, new SubmitVersionCommand(saved.Value.VersionId, form, InPackage: true), importer, cancellation);
        return submitted.Succeeded ? submitted.Value : submitted.As<VersionRef?>();
    }

    /// <summary>The content but for the address that it has anyway.</summary>
    private static JsonObject Said(JsonObject data, string? path)
    {
        if (path is null || ItemPaths.Chosen(data) != path) return data;
        var copy = (JsonObject)data.DeepClone();
        var part = (JsonObject)copy[ItemPaths.PartName]!;
        part.Remove("Path");
        if (part.Count == 0) copy.Remove(ItemPaths.PartName);
        return copy;
    }

    private static DateTime? PublishedOn(JsonObject item) =>
        item["PublishedUtc"] is JsonValue value && value.TryGetValue<string>(out var text)
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>Whoever may run recipes imports as an author of any section; reviewing and publishing stay with others.</summary>
    private static Actor Importer(Actor actor) => new(actor.UserId, actor.DisplayName,
        [new Grant("Importer", new HashSet<string> { Permissions.ContentEdit, Permissions.ContentSubmit }, null, null)]);
}
