using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Items;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Publication;

/// <summary>
/// A list (ListPart) knows its live items without a query: the fact <c>contained</c>, written when the list is published
/// and again, in the same transaction, when an item of it is published, moved or withdrawn. Drafts and items of internal
/// columns are never in it. Keeps the index of who stands in which list, which <c>reindex</c> rebuilds.
/// </summary>
internal sealed class ListedItems(ContentElements elements) : IPublicFacts, IContentIndex
{
    private sealed record Entry(int Order, DateTime PublishedUtc, string Id, string Title, string Path);

    public string Name => ItemFacts.ContainedName;

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) =>
        version.Type.Has(ContentTypeDefinition.ListPart) ? await FactAsync(db, version.Item.Id, version.Item.Id, null, cancellation) : null;

    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        var rows = db.Set<ContainedRow>().Where(r => r.ContentItemId == contentItemId && r.IsPublished == published);
        var before = await rows.AsNoTracking().Select(r => r.ListContentItemId).FirstOrDefaultAsync(cancellation);
        await rows.ExecuteDeleteAsync(cancellation);
        var now = version is null ? null : Row(version, published);
        if (now is not null)
        {
            db.Add(now);
            await db.SaveChangesAsync(cancellation);
            // Another change of the same transaction may write it again, under the same key.
            db.Entry(now).State = EntityState.Detached;
        }
        if (!published) return;

        // The item's own index row is written after this.
        var isShown = version is not null && !(version.Column is { } column && version.Organisation.IsInternal(column));
        foreach (var list in new[] { before, now?.ListContentItemId }.OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            var own = isShown && now?.ListContentItemId == list
                ? new Entry(now.Order, version!.Item.FirstPublishedUtc!.Value, contentItemId, version.Version.DisplayText, version.Item.Path!) : null;
            await LiveFacts.ChangeAsync(
                db, list, async facts => facts[ItemFacts.ContainedName] = await FactAsync(db, list, contentItemId, own, cancellation), cancellation);
        }
    }

    private ContainedRow? Row(VersionInHand version, bool published)
    {
        var part = elements.Walk(version.Type, version.Data).FirstOrDefault(e => e.Element.Name == ContentTypeDefinition.ContainedPart)?.Value;
        if (ItemFacts.Text(part?["ListContentItemId"]) is not { Length: <= 26 } list || list == version.Item.Id) return null;
        var order = decimal.TryParse(part!["Order"]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return new ContainedRow
        {
            ContentItemId = version.Item.Id, IsPublished = published, ListContentItemId = list,
            Order = (int)Math.Clamp(order, int.MinValue, int.MaxValue),
        };
    }

    /// <param name="without">The item whose stored entry does not count.</param>
    /// <param name="with">What stands for it instead.</param>
    private static async Task<JsonObject> FactAsync(PortalDbContext db, string listId, string without, Entry? with, CancellationToken cancellation)
    {
        var live =
            from c in db.Set<ContainedRow>().AsNoTracking()
            join r in db.Set<ContentIndexRow>().AsNoTracking() on c.ContentItemId equals r.ContentItemId
            where c.IsPublished && c.ListContentItemId == listId && c.ContentItemId != without && r.IsPublished && !r.IsInternal
            select new { c.Order, r.FirstPublishedUtc, r.ContentItemId, r.Title, r.Path };
        var total = await live.CountAsync(cancellation);
        var first = await live.OrderBy(r => r.Order).ThenByDescending(r => r.FirstPublishedUtc).ThenBy(r => r.ContentItemId)
            .Take(ItemFacts.MaxContained).ToListAsync(cancellation);
        var entries = first.Select(r => new Entry(r.Order, r.FirstPublishedUtc!.Value, r.ContentItemId, r.Title, r.Path!));
        if (with is not null) (entries, total) = (entries.Append(with), total + 1);
        return new JsonObject
        {
            ["total"] = total,
            ["items"] = new JsonArray([.. entries.OrderBy(e => e.Order).ThenByDescending(e => e.PublishedUtc).ThenBy(e => e.Id, StringComparer.Ordinal)
                .Take(ItemFacts.MaxContained).Select(e => ItemFacts.Write(new ContainedItem(e.Title, e.Path, e.PublishedUtc.ToCivilDate())))]),
        };
    }
}
