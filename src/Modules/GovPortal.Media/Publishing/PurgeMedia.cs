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
        var (itemId, purgedId) = (version.Item.Id, version.Version.Id);
        var others = await tx.Db.Set<ContentVersion>().AsNoTracking()
            .Where(v => v.ContentItemId == itemId && v.Id != purgedId && v.State != VersionState.Purged && v.Data != "")
            .Select(v => v.Data).ToListAsync(cancellation);
        var needed = others.SelectMany(data => elements.MediaPaths(version.Type, (JsonObject)JsonNode.Parse(data)!)).ToHashSet(StringComparer.Ordinal);
        var files = await tx.Db.Set<MediaFile>().Where(f => f.ContentItemId == itemId && f.PurgedUtc == null).ToListAsync(cancellation);
        foreach (var file in files.Where(f => !needed.Contains(f.Path)))
        {
            file.PurgedUtc = tx.NowUtc;
            tx.Append(new EventDraft(MediaEvents.Purged, actor.UserId, itemId, purgedId, version.Version.AgencyId, new Dictionary<string, object?>
            {
                ["id"] = file.Id, ["sha"] = file.Sha256,
            }));
        }
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
