using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Publishing;

/// <summary>Opens an item's attachments with its live version and closes them with it.</summary>
internal sealed class PublishedMediaIndex(ContentElements elements, IMediaStore media) : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (!published) return;
        await db.Set<PublishedMedia>().Where(f => f.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        // Called twice in one transaction, the second must not meet the rows of the first.
        foreach (var row in db.ChangeTracker.Entries<PublishedMedia>().Where(r => r.Entity.ContentItemId == contentItemId).ToList()) row.State = EntityState.Detached;
        // An internal column is published within the office, never in public.
        if (version is null || (version.Column is { } column && version.Organisation.IsInternal(column))) return;
        var files = await media.FindAsync(db, elements.MediaPaths(version.Type, version.Data), cancellation);
        foreach (var file in files.Values)
        {
            db.Add(new PublishedMedia
            {
                ContentItemId = contentItemId, Path = file.Path, Sha256 = file.Sha256, FileName = file.FileName,
                ContentType = file.ContentType, Length = file.Length,
            });
        }
    }
}
