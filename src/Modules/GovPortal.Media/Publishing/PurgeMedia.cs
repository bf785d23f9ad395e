using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Publishing;

/// <summary>With a purged version go the item's files that no other version needs: marked here, deleted after commit.</summary>
internal sealed class PurgeMedia(ContentElements elements) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change != ContentChangeKind.Purged) return;
        await PurgeAsync(tx, elements, version.Type, version.Item.Id, version.Version, version.Version.AgencyId, _ => true, actor, cancellation);
    }

    /// <summary>Marks the item's files that no version but the one given up refers to.</summary>
    /// <param name="gone">The version that is purged with them; null where only files go.</param>
    internal static async Task<int> PurgeAsync(
        PortalTransaction tx, ContentElements elements, ContentTypeDefinition type, string itemId, ContentVersion? gone, string agencyId, Func<MediaFile, bool> among, Actor actor, CancellationToken cancellation)
    {
        var versions = await tx.Db.Set<ContentVersion>().Where(v => v.ContentItemId == itemId && v.State != VersionState.Purged).ToListAsync(cancellation);
        var needed = versions.Where(v => v != gone && v.Data.Length > 0).SelectMany(v => elements.MediaPaths(type, (JsonObject)JsonNode.Parse(v.Data)!)).ToHashSet(StringComparer.Ordinal);
        var files = await tx.Db.Set<MediaFile>().Where(f => f.ContentItemId == itemId && f.PurgedUtc == null).ToListAsync(cancellation);
        var unneeded = files.Where(f => among(f) && !needed.Contains(f.Path)).ToList();
        foreach (var file in unneeded)
        {
            file.PurgedUtc = tx.NowUtc;
            tx.Append(new EventDraft(MediaEvents.Purged, actor.UserId, itemId, gone?.Id, agencyId, new Dictionary<string, object?>
            {
                ["id"] = file.Id, ["sha"] = file.Sha256,
            }));
        }
        return unneeded.Count;
    }
}

/// <summary>Deletes the bytes that no file needs any more. The same bytes under another item stay.</summary>
internal sealed class MediaPurgeReader(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, MediaFolder folder, TimeProvider time) : INodeEventReader
{
    public string Name => "media-purge";

    /// <summary>What was purged while this node was down is deleted now.</summary>
    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        folder.RemoveAbandoned(time.GetUtcNow().UtcDateTime);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        var purged = await db.Set<MediaFile>().Where(f => f.PurgedUtc != null).Select(f => f.Sha256).Distinct().ToListAsync(cancellation);
        await RemoveAsync(purged, cancellation);
        return head;
    }

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) =>
        RemoveAsync([.. events.Where(e => e.Kind == MediaEvents.Purged).Select(Hash).Distinct(StringComparer.Ordinal)], cancellation);

    private async Task RemoveAsync(IReadOnlyCollection<string> hashes, CancellationToken cancellation)
    {
        foreach (var batch in hashes.Chunk(500))
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            await MediaFolder.LockAsync(tx, cancellation);
            var needed = await tx.Db.Set<MediaFile>().Where(f => batch.Contains(f.Sha256) && f.PurgedUtc == null).Select(f => f.Sha256).ToListAsync(cancellation);
            foreach (var hash in batch.Except(needed)) folder.Remove(hash);
        }
    }

    private static string Hash(PortalEvent purged)
    {
        using var payload = JsonDocument.Parse(purged.Payload);
        return payload.RootElement.GetProperty("sha").GetString()!;
    }
}
