using System.Linq.Expressions;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Features;

/// <summary>未公开, 已公开, 已清除.</summary>
public enum MediaState { Closed, Open, Purged }

/// <param name="Words">Part of the file's name or of the item's title.</param>
public sealed record ListMediaQuery(string? Words, MediaState? State, int Skip, int Take);

/// <param name="ItemTitle">Null where the item was never saved.</param>
public sealed record MediaListRow(
    string Path, string FileName, long Length, MediaState State, string ContentItemId, string? ItemTitle, string UploadedBy, DateTime CreatedUtc);

public sealed record MediaList(IReadOnlyList<MediaListRow> Rows, int Total);

/// <summary>The attachments of items that the actor may read, and the actor's own; newest first, three queries.</summary>
public sealed class ListMedia(PortalDbContext db, IPeople people)
{
    public async Task<MediaList> HandleAsync(ListMediaQuery query, Actor actor, CancellationToken cancellation)
    {
        var readable = db.Set<ContentVersion>().Where(Readable(actor));
        var rows =
            from f in db.Set<MediaFile>()
            join latest in db.Set<ContentIndexRow>().Where(r => !r.IsPublished) on f.ContentItemId equals latest.ContentItemId into items
            from item in items.DefaultIfEmpty()
            where f.UploadedBy == actor.UserId || readable.Any(v => v.ContentItemId == f.ContentItemId)
            select new { File = f, Title = item == null ? null : item.Title, Open = db.Set<PublishedMedia>().Any(p => p.Path == f.Path) };
        if (query.Words is { } words) rows = rows.Where(r => r.File.FileName.Contains(words) || r.Title!.Contains(words));
        rows = query.State switch
        {
            MediaState.Purged => rows.Where(r => r.File.PurgedUtc != null),
            MediaState.Open => rows.Where(r => r.File.PurgedUtc == null && r.Open),
            MediaState.Closed => rows.Where(r => r.File.PurgedUtc == null && !r.Open),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderByDescending(r => r.File.CreatedUtc).ThenBy(r => r.File.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancellation);
        var names = await people.NamesAsync(db, page.Select(r => r.File.UploadedBy).Distinct(), cancellation);
        return new MediaList(
            [.. page.Select(r => new MediaListRow(
                r.File.Path, r.File.FileName, r.File.Length,
                r.File.PurgedUtc is not null ? MediaState.Purged : r.Open ? MediaState.Open : MediaState.Closed,
                r.File.ContentItemId, r.Title, names.GetValueOrDefault(r.File.UploadedBy, r.File.UploadedBy), r.File.CreatedUtc))],
            total);
    }

    /// <summary><see cref="Kernel.Publishing.ContentAccess.CanRead"/> as a condition of the database; a test holds them together.</summary>
    internal static Expression<Func<ContentVersion, bool>> Readable(Actor actor)
    {
        string[] anySection = [Permissions.ContentReadAll, Permissions.ReviewConfidentiality, Permissions.ReviewLeader, Permissions.ContentPublish];
        string[] ownSection = [Permissions.ContentEdit, Permissions.ReviewContent];
        var wide = actor.Grants.Where(g => anySection.Any(g.Permissions.Contains) || (g.SectionId is null && ownSection.Any(g.Permissions.Contains))).ToList();
        var narrow = actor.Grants.Where(g => g.SectionId is not null && ownSection.Any(g.Permissions.Contains)).ToList();
        var everywhere = wide.Exists(g => g.AgencyId is null);
        var agencies = wide.Where(g => g.AgencyId is not null).Select(g => g.AgencyId!).Distinct().ToList();
        // A section belongs to one agency, so that its id says both.
        var sections = narrow.Select(g => g.SectionId!).Distinct().ToList();
        var contributor = $" {actor.UserId} ";
        return v => everywhere || agencies.Contains(v.AgencyId) || (v.SectionId != null && sections.Contains(v.SectionId))
            || (" " + v.Contributors + " ").Contains(contributor);
    }
}
