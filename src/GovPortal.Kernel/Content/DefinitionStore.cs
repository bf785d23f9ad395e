using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Content;

/// <summary>Definitions that a module brings: the text of a ContentDefinition step, embedded in its assembly.</summary>
public sealed record DefinitionSource(string Json);

/// <summary>The definitions in force: what modules bring, with what recipes changed laid over it.</summary>
public sealed class DefinitionStore(IEnumerable<DefinitionSource> sources)
{
    public const string Changed = "definitions.changed";

    private readonly JsonObject _brought = sources
        .Select(s => (JsonObject)JsonNode.Parse(s.Json)!)
        .Aggregate(new JsonObject(), ContentDefinitionReader.Merge);

    public async Task<ContentDefinitions> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var overlay = await db.Set<DefinitionOverlay>().AsNoTracking().FirstOrDefaultAsync(cancellation);
        return ContentDefinitionReader.Read(
            overlay is null ? _brought : ContentDefinitionReader.Merge(_brought, (JsonObject)JsonNode.Parse(overlay.Json)!));
    }

    /// <summary>Lays definitions over those in force. They must have passed <see cref="ContentDefinitionReader.Check"/>.</summary>
    public static async Task OverlayAsync(PortalTransaction tx, JsonObject over, string actorId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var row = await tx.Db.Set<DefinitionOverlay>().FirstOrDefaultAsync(cancellation);
        var merged = ContentDefinitionReader.Merge(row is null ? [] : (JsonObject)JsonNode.Parse(row.Json)!, over);
        var json = merged.ToJsonString(CanonicalJson.Unescaped);
        if (row is null) tx.Db.Add(new DefinitionOverlay { Json = json });
        else if (row.Json == json) return;
        else row.Json = json;
        tx.AppendChange(new Events.EventDraft(Changed, actorId), typeof(DefinitionOverlay));
    }

    /// <summary>
    /// Takes types and parts out, or puts others of their names in their place. Nothing that items hold may lose its definition. Failures:
    /// <c>definition.brought</c> (a module's own), <c>definition.in-use</c>, <c>definition.part-used</c>, <c>definition.loses</c>.
    /// </summary>
    /// <param name="replacement">Definitions that passed <see cref="ContentDefinitionReader.Check"/>; empty to take out.</param>
    public async Task<Result> RemoveAsync(
        PortalTransaction tx, IReadOnlyList<string> types, IReadOnlyList<string> parts, JsonObject replacement, string actorId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var row = await tx.Db.Set<DefinitionOverlay>().FirstOrDefaultAsync(cancellation);
        var overlay = row is null ? [] : (JsonObject)JsonNode.Parse(row.Json)!;
        var failures = types.Where(t => Has(_brought, "ContentTypes", t)).Concat(parts.Where(p => Has(_brought, "ContentParts", p)))
            .Select(name => Failure.Of("definition.brought", name)).ToList();
        var before = ContentDefinitionReader.Read(ContentDefinitionReader.Merge(_brought, overlay));
        var cut = (JsonObject)overlay.DeepClone();
        Cut(cut, "ContentTypes", types);
        Cut(cut, "ContentParts", parts);
        var merged = ContentDefinitionReader.Merge(cut, replacement);
        var after = ContentDefinitionReader.Read(ContentDefinitionReader.Merge(_brought, merged));
        foreach (var part in parts.Where(p => !Has(merged, "ContentParts", p)))
        {
            var users = after.Types.Where(t => t.Has(part)).Select(t => t.Name).ToList();
            if (users.Count > 0) failures.Add(Failure.Of("definition.part-used", part, string.Join("、", users)));
        }
        foreach (var type in before.Types.Where(t => types.Contains(t.Name) || t.Parts.Any(p => parts.Contains(p.Definition.Name))))
        {
            var now = after.Type(type.Name);
            var kept = now is null ? [] : Names(now).ToHashSet(StringComparer.Ordinal);
            var lost = Names(type).Where(n => !kept.Contains(n)).ToList();
            if (lost.Count == 0) continue;
            var items = await tx.Db.Set<ContentItemRow>().CountAsync(i => i.ContentType == type.Name, cancellation);
            if (items > 0) failures.Add(now is null ? Failure.Of("definition.in-use", type.Name, items) : Failure.Of("definition.loses", type.Name, items, string.Join("、", lost)));
        }
        if (failures.Count > 0) return failures;
        var json = merged.ToJsonString(CanonicalJson.Unescaped);
        if (row is null ? merged.Count == 0 : row.Json == json) return Result.Ok;
        if (row is null) tx.Db.Add(new DefinitionOverlay { Json = json });
        else row.Json = json;
        tx.AppendChange(new Events.EventDraft(Changed, actorId), typeof(DefinitionOverlay));
        return Result.Ok;
    }

    /// <summary>Every part of a type, and every field as <c>Part.Field</c>.</summary>
    private static IEnumerable<string> Names(ContentTypeDefinition type) => type.Parts.SelectMany(p => p.Definition.Fields.Select(f => $"{p.Name}.{f.Name}").Prepend(p.Name));

    private static bool Has(JsonObject definitions, string member, string name) => (definitions[member] as JsonArray ?? []).OfType<JsonObject>().Any(d => (string?)d["Name"] == name);

    private static void Cut(JsonObject definitions, string member, IReadOnlyList<string> names)
    {
        if (definitions[member] is not JsonArray list) return;
        foreach (var gone in list.OfType<JsonObject>().Where(d => names.Contains((string?)d["Name"])).ToList()) list.Remove(gone);
    }
}
