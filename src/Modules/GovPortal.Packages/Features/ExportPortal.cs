using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Packages.Features;

/// <summary>What of the portal goes out.</summary>
/// <param name="Steps">Names of the steps of settings; null takes all.</param>
/// <param name="ContentTypes">Types of the items; null takes all, an empty set none.</param>
/// <param name="ColumnIds">Columns of the items; null takes all.</param>
/// <param name="WithDrafts">Also items that were never published, by their latest version; else live versions only.</param>
/// <param name="WithMedia">The files the items refer to.</param>
public sealed record ExportSelection(
    IReadOnlySet<string>? Steps = null, IReadOnlySet<string>? ContentTypes = null, IReadOnlySet<string>? ColumnIds = null, bool WithDrafts = false, bool WithMedia = true);

/// <param name="Trusted">From the command line, where no person's permission is asked.</param>
public sealed record ExportPortalCommand(ExportSelection Selection, bool Trusted = false);

/// <summary>What went out.</summary>
public sealed record Exported(int Steps, int Items, int Files);

/// <summary>
/// The portal as recipes: definitions, roles, organisation, columns, routes, clocks, flows and whatever else a module brings
/// (<see cref="IRecipeExport"/>), the items as Orchard's <c>Content</c> step with their addresses, their files as its <c>media</c> step. Into a
/// package, Orchard's <c>Recipe.json</c> with the files beside it; or into a folder, <c>portal.recipe.json</c> and <c>content.recipe.json</c>. On an empty portal they
/// bring back the same, but for the reviews: those are made anew. Not in them: people and their passwords, reviews, events, and closed columns (a backup holds those).
/// Items are written as they are read, whatever their number. Failure: <c>access.not-allowed</c>. Side effect: <c>package.exported</c>, where a person asked.
/// </summary>
public sealed class ExportPortal(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, IEnumerable<IRecipeExport> exports, IMediaStore media, DefinitionStore definitions, ContentElements elements)
{
    public const string ExportedEvent = "package.exported";

    private const int FilesAtOnce = 500;

    /// <summary>The steps of settings, in their order; for the page to choose from.</summary>
    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var steps = new List<JsonObject>();
        foreach (var export in exports.OrderBy(e => e.Order)) steps.AddRange(await export.StepsAsync(db, cancellation));
        return steps;
    }

    public static bool MayExport(Actor actor) => actor.CanSomewhere(Permissions.RecipesRun) && actor.CanSomewhere(Permissions.ContentReadAll);

    public async Task<Result<Exported>> ToPackageAsync(ExportPortalCommand command, Stream target, Actor actor, CancellationToken cancellation)
    {
        await using var sink = await PackageWriter.CreateAsync(target, cancellation);
        return await WriteAsync(command, sink, isOne: true, actor, cancellation);
    }

    public Task<Result<Exported>> ToFolderAsync(ExportPortalCommand command, DirectoryInfo target, Actor actor, CancellationToken cancellation) =>
        WriteAsync(command, new FolderWriter(target), isOne: false, actor, cancellation);

    private async Task<Result<Exported>> WriteAsync(ExportPortalCommand command, IExportWriter writer, bool isOne, Actor actor, CancellationToken cancellation)
    {
        if (!command.Trusted && !MayExport(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (types, selection) = (await definitions.LoadAsync(db, cancellation), command.Selection);
        var steps = (await StepsAsync(db, cancellation)).Where(s => selection.Steps?.Contains((string)s["name"]!) ?? true).ToList();
        var files = selection.WithMedia ? await FilesAsync(db, selection, types, cancellation) : [];
        foreach (var file in files) await writer.FileAsync(SourceOf(file), () => media.Open(file.Sha256), cancellation);
        List<JsonObject> content = files.Count == 0 ? [] : [MediaStep(files)];
        var items = 0;
        async IAsyncEnumerable<JsonNode> Counted()
        {
            await foreach (var item in ItemsAsync(db, selection, types).WithCancellation(cancellation))
            {
                items++;
                yield return item;
            }
        }
        if (isOne)
        {
            await writer.RecipeAsync(PackageFolder.RecipeName, "portal", "迁移包", [.. steps, .. content], Counted(), cancellation);
        }
        else
        {
            await writer.RecipeAsync("portal.recipe.json", "portal", "门户设置", steps, null, cancellation);
            await writer.RecipeAsync("content.recipe.json", "content", "公开信息", content, Counted(), cancellation);
        }
        if (!command.Trusted) await RecordAsync(steps.Count, items, files.Count, actor, cancellation);
        return new Exported(steps.Count, items, files.Count);
    }

    private async Task RecordAsync(int steps, int items, int files, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        tx.Append(new EventDraft(ExportedEvent, actor.UserId, Payload: new Dictionary<string, object?> { ["steps"] = steps, ["items"] = items, ["files"] = files }));
        await tx.CommitAsync(cancellation);
    }

    private sealed record ChosenItem(ContentItemRow Item, ContentVersion Version);

    private static IQueryable<ChosenItem> Chosen(PortalDbContext db, ExportSelection selection)
    {
        var rows =
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.PublishedVersionId ?? i.LatestVersionId equals v.Id
            where i.PublishedVersionId != null || (selection.WithDrafts && v.State != VersionState.Discarded)
            select new { Item = i, Version = v };
        if (selection.ContentTypes is { } types) rows = rows.Where(r => types.Contains(r.Item.ContentType));
        if (selection.ColumnIds is { } columns) rows = rows.Where(r => columns.Contains(r.Version.ColumnId!));
        // A purged version has no bytes left to take along.
        return rows.Where(r => r.Version.Data != "").OrderBy(r => r.Item.Id).Select(r => new ChosenItem(r.Item, r.Version));
    }

    private static async IAsyncEnumerable<JsonNode> ItemsAsync(PortalDbContext db, ExportSelection selection, ContentDefinitions types)
    {
        await foreach (var (item, version) in Chosen(db, selection).AsAsyncEnumerable())
        {
            var json = ContentItemJson.Of(item, version);
            if (item.Path is { } path && types.Type(item.ContentType)?.Has(ItemPaths.PartName) == true && ItemPaths.Chosen(json) is null)
            {
                if (json[ItemPaths.PartName] is not JsonObject part) json[ItemPaths.PartName] = part = [];
                part["Path"] = path;
            }
            yield return json;
        }
    }

    private async Task<IReadOnlyList<MediaInfo>> FilesAsync(PortalDbContext db, ExportSelection selection, ContentDefinitions types, CancellationToken cancellation)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (item, version) in Chosen(db, selection).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (types.Type(item.ContentType) is { } type) paths.UnionWith(elements.MediaPaths(type, (JsonObject)JsonNode.Parse(version.Data)!));
        }
        var files = new List<MediaInfo>();
        foreach (var some in paths.Order(StringComparer.Ordinal).Chunk(FilesAtOnce)) files.AddRange((await media.FindAsync(db, some, cancellation)).Values.OrderBy(f => f.Path, StringComparer.Ordinal));
        return files;
    }

    private static string SourceOf(MediaInfo file) => "media/" + file.Path;

    private static JsonObject MediaStep(IReadOnlyList<MediaInfo> files) => new()
    {
        ["name"] = "media",
        ["Files"] = new JsonArray([.. files.Select(f =>
        {
            var file = new JsonObject { ["SourcePath"] = SourceOf(f), ["TargetPath"] = f.Path, ["FileName"] = f.FileName };
            if (f.ContentItemId is { } owner) file["ContentItemId"] = owner;
            return (JsonNode)file;
        })]),
    };
}
