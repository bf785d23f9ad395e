using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Items;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Publication;

/// <summary>
/// Live items that refer to one another know each other's title and address without a query: the fact <c>related</c>,
/// written at publication. When an item is published anew or withdrawn, its entry in the facts of its neighbours is
/// replaced or removed in the same transaction, so no page names what is no longer public.
/// </summary>
internal sealed class RelatedItems(ContentElements elements) : IPublicFacts, IContentIndex
{
    private const string PickerField = "ContentPickerField";

    public string Name => ItemFacts.RelatedName;

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var id = version.Item.Id;
        var to = References(version);
        var from = await db.Set<ContentReference>().AsNoTracking().Where(r => r.ToItemId == id && r.FromItemId != id).ToListAsync(cancellation);
        var ids = to.Select(r => r.ToItemId).Concat(from.Select(r => r.FromItemId)).Distinct().ToList();
        if (ids.Count == 0) return null;
        var rows = await db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal && ids.Contains(r.ContentItemId))
            .OrderBy(r => r.FirstPublishedUtc).ThenBy(r => r.ContentItemId).ToListAsync(cancellation);
        return new JsonArray([.. rows.SelectMany(row =>
            to.Where(r => r.ToItemId == row.ContentItemId).Select(r => ItemFacts.Write(Entry(row, r.Field, refers: false)))
                .Concat(from.Where(r => r.FromItemId == row.ContentItemId).Select(r => ItemFacts.Write(Entry(row, r.Field, refers: true)))))]);
    }

    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (!published) return;
        var known = await db.Set<ContentReference>().AsNoTracking()
            .Where(r => r.FromItemId == contentItemId || r.ToItemId == contentItemId).ToListAsync(cancellation);
        await db.Set<ContentReference>().Where(r => r.FromItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        var now = version is null ? [] : References(version);
        db.AddRange(now);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction may write them again, under the same keys.
        foreach (var reference in now) db.Entry(reference).State = EntityState.Detached;

        var shown = version is { Column: { } column } && version.Organisation.IsInternal(column) ? null : version;
        var from = known.Where(r => r.ToItemId == contentItemId).ToList();
        var neighbours = known.Select(r => r.ToItemId).Concat(from.Select(r => r.FromItemId)).Concat(now.Select(r => r.ToItemId))
            .Where(id => id != contentItemId).Distinct().Order(StringComparer.Ordinal);
        foreach (var neighbour in neighbours)
        {
            var entries = shown is null ? [] : now.Where(r => r.ToItemId == neighbour).Select(r => Entry(shown, r.Field, refers: true))
                .Concat(from.Where(r => r.FromItemId == neighbour).Select(r => Entry(shown, r.Field, refers: false))).ToList();
            await LiveFacts.ChangeAsync(db, neighbour, facts =>
            {
                var related = new JsonArray([.. ItemFacts.Of(facts).Related.Where(r => r.Id != contentItemId).Concat(entries).Select(ItemFacts.Write)]);
                if (related.Count > 0) facts[ItemFacts.RelatedName] = related;
                else facts.Remove(ItemFacts.RelatedName);
                return Task.CompletedTask;
            }, cancellation);
        }
    }

    private List<ContentReference> References(VersionInHand version) =>
    [
        .. elements.Walk(version.Type, version.Data).Where(e => e.Context.Field?.FieldType == PickerField)
            .SelectMany(e => (e.Value["ContentItemIds"] as JsonArray ?? []).Select(ItemFacts.Text).OfType<string>().Select(id => (e.Context.Field!.Name, Id: id)))
            .Where(r => r.Id != version.Item.Id && r.Id.Length <= 26).Distinct()
            .Select(r => new ContentReference { FromItemId = version.Item.Id, Field = r.Name, ToItemId = r.Id }),
    ];

    private static RelatedItem Entry(ContentIndexRow row, string field, bool refers)
    {
        var label = (JsonNode.Parse(row.Facts) as JsonObject)?[ItemFacts.LabelName] as JsonObject;
        return new RelatedItem(row.ContentItemId, field, refers, row.ContentType, row.Title, row.Path!, ItemFacts.Text(label?["number"]), ItemFacts.Text(label?["form"]));
    }

    private RelatedItem Entry(VersionInHand v, string field, bool refers)
    {
        var label = ItemLabel.Of(elements, v);
        return new RelatedItem(
            v.Item.Id, field, refers, v.Item.ContentType, v.Version.DisplayText, v.Item.Path!, ItemFacts.Text(label?["number"]), ItemFacts.Text(label?["form"]));
    }
}

/// <summary>The fact <c>label</c>: what lists print beside a title, the document number (文号) and the form of an interpretation.</summary>
internal sealed class ItemLabel(ContentElements elements) : IPublicFacts
{
    public string Name => ItemFacts.LabelName;

    public Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) =>
        Task.FromResult<JsonNode?>(Of(elements, version));

    internal static JsonObject? Of(ContentElements elements, VersionInHand version)
    {
        var label = new JsonObject();
        foreach (var (element, context, value) in elements.Walk(version.Type, version.Data))
        {
            var name = context.Field?.Name switch { "DocumentNumber" => "number", "Form" => "form", _ => null };
            if (name is not null && element.Text(context, value).Trim() is { Length: > 0 } text) label[name] = text;
        }
        return label.Count > 0 ? label : null;
    }
}
