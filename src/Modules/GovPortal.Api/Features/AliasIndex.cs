using System.Text.Json.Nodes;
using GovPortal.Api.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>Follows which item has which alias, and refuses one that another item has (<c>content.alias-taken</c>).</summary>
internal sealed class AliasIndex : IContentIndex, IDraftRule
{
    private const string Part = "AliasPart";

    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        await db.Set<ItemAlias>().Where(a => a.ContentItemId == contentItemId && a.IsPublished == published).ExecuteDeleteAsync(cancellation);
        if (version is null || Of(version.Data) is not { } alias) return;
        var row = new ItemAlias { ContentItemId = contentItemId, IsPublished = published, Alias = alias };
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction writes the row again, under the same key.
        db.Entry(row).State = EntityState.Detached;
    }

    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, string contentItemId, ContentTypeDefinition type, JsonObject data, CancellationToken cancellation)
    {
        if (!type.Has(Part) || Of(data) is not { } alias) return [];
        // What was given up keeps its alias only until somebody else takes it.
        var taken = await db.Set<ItemAlias>().AnyAsync(a => a.Alias == alias && a.ContentItemId != contentItemId
            && (a.IsPublished || db.Set<ContentIndexRow>().Any(r => r.ContentItemId == a.ContentItemId && !r.IsPublished && r.State != VersionState.Discarded)), cancellation);
        return taken ? [Failure.At(Part + ".Alias", "content.alias-taken", alias)] : [];
    }

    private static string? Of(JsonObject data) =>
        (data[Part] as JsonObject)?["Alias"] is JsonValue value && value.TryGetValue<string>(out var alias) && alias.Trim() is { Length: > 0 and <= 200 } given ? given.ToLowerInvariant() : null;
}
