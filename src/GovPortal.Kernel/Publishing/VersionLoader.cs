using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>Brings the rows a use case decides on into its transaction.</summary>
public sealed class VersionLoader(DefinitionStore definitions)
{
    /// <summary>Definitions and organisation as this transaction sees them.</summary>
    public async Task<(ContentDefinitions Definitions, OrganisationSnapshot Organisation)> WorldAsync(PortalDbContext db, CancellationToken cancellation) =>
        (await definitions.LoadAsync(db, cancellation), await OrganisationSnapshot.LoadAsync(db, cancellation));

    /// <summary>An item with its latest version.</summary>
    public async Task<(ContentItemRow Item, ContentVersion Latest)?> FindItemAsync(PortalDbContext db, string contentItemId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.Set<ContentItemRow>().FirstOrDefaultAsync(i => i.Id == contentItemId, cancellation) is not { } item) return null;
        return (item, await db.Set<ContentVersion>().SingleAsync(v => v.Id == item.LatestVersionId, cancellation));
    }

    /// <summary>A version with its item, its data read; null where there is none or its bytes were purged or its type is gone.</summary>
    public async Task<VersionInHand?> FindAsync(PortalDbContext db, string versionId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        // The item first: whatever is read after it is at least as new, and a write is refused where its revision has moved since.
        var owner = db.Set<ContentVersion>().Where(v => v.Id == versionId).Select(v => v.ContentItemId);
        if (await db.Set<ContentItemRow>().FirstOrDefaultAsync(i => owner.Contains(i.Id), cancellation) is not { } item) return null;
        var version = await db.Set<ContentVersion>().SingleAsync(v => v.Id == versionId, cancellation);
        if (version.Data.Length == 0) return null;
        var (types, organisation) = await WorldAsync(db, cancellation);
        return types.Type(item.ContentType) is { } type
            ? new VersionInHand(item, version, (JsonObject)JsonNode.Parse(version.Data)!, type, organisation)
            : null;
    }

    internal Task<int> LastNumberAsync(PortalDbContext db, string contentItemId, CancellationToken cancellation) =>
        db.Set<ContentVersion>().Where(v => v.ContentItemId == contentItemId).MaxAsync(v => v.Number, cancellation);
}
