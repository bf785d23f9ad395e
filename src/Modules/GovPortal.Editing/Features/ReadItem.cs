using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>An item with all its versions and decisions, for those who may read it.</summary>
public sealed record ItemHistory(
    ContentItemRow Item, ContentVersion Latest, VersionInHand? InHand, IReadOnlyList<ContentVersion> Versions, IReadOnlyList<Review> Reviews,
    IReadOnlyDictionary<string, string> Names)
{
    public ContentVersion? Live => Versions.FirstOrDefault(v => v.Id == Item.PublishedVersionId);

    /// <summary>What the version changed (变更说明), in the editor's words.</summary>
    public static string? ChangeNote(ContentVersion version) =>
        version.Data.Length > 0 && JsonNode.Parse(version.Data) is JsonObject data ? Disclosure.Of(data).ChangeNote : null;

    public string Name(string userId) => Names.TryGetValue(userId, out var name) ? name : userId == "system" ? "系统" : "—";
}

public sealed class ReadItem(VersionLoader loader, IPeople people)
{
    /// <summary>Null where there is no such item or the person may read none of its versions: the two are not told apart.</summary>
    public async Task<ItemHistory?> HandleAsync(PortalDbContext db, string contentItemId, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindItemAsync(db, contentItemId, cancellation) is not var (item, latest)) return null;
        var versions = await db.Set<ContentVersion>().AsNoTracking().Where(v => v.ContentItemId == item.Id)
            .OrderByDescending(v => v.Number).ToListAsync(cancellation);
        var readable = versions.Where(v => ContentAccess.CanRead(actor, v)).ToList();
        if (readable.Count == 0 || !ContentAccess.CanRead(actor, latest)) return null;
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.ContentItemId == item.Id).OrderBy(r => r.DecidedUtc).ToListAsync(cancellation);
        var names = await people.NamesAsync(
            db, versions.SelectMany(v => v.ContributorIds).Concat(reviews.Select(r => r.DeciderId)).Append(item.OwnerId).Distinct(), cancellation);
        return new ItemHistory(item, latest, await loader.FindAsync(db, latest.Id, cancellation), readable, reviews, names);
    }
}
