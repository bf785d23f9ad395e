using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
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
}
