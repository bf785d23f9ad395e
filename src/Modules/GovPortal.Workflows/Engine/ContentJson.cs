using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>A content item in Orchard's shape for scripts and templates; loaded when one asks for it, never kept.</summary>
internal static class ContentJson
{
    /// <param name="versionId">The version the event named; null takes the latest.</param>
    /// <param name="onlyPublic">Only what anyone may read: the live version of an item that is in no internal column.</param>
    public static async Task<JsonObject?> LoadAsync(PortalDbContext db, string contentItemId, string? versionId, bool onlyPublic, CancellationToken cancellation)
    {
        if (await db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == contentItemId, cancellation) is not { } item) return null;
        if (onlyPublic)
        {
            versionId = await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == contentItemId && r.IsPublished && !r.IsInternal).Select(r => r.VersionId).FirstOrDefaultAsync(cancellation);
            if (versionId is null) return null;
        }
        versionId ??= item.LatestVersionId;
        var version = await db.Set<ContentVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == versionId && v.ContentItemId == contentItemId, cancellation);
        if (version is null || version.Data.Length == 0) return null;
        return new JsonObject
        {
            ["ContentItemId"] = item.Id, ["ContentItemVersionId"] = version.Id, ["ContentType"] = item.ContentType, ["DisplayText"] = version.DisplayText,
            ["Latest"] = item.LatestVersionId == version.Id, ["Published"] = item.PublishedVersionId == version.Id, ["ModifiedUtc"] = version.ModifiedUtc,
            ["PublishedUtc"] = item.PublishedUtc, ["CreatedUtc"] = item.CreatedUtc, ["Owner"] = item.OwnerId, ["Content"] = JsonNode.Parse(version.Data),
        };
    }
}
