using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Items;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Publication;

/// <summary>
/// The fact <c>terms</c>: what the picked terms of a live item are called, by id, in the taxonomy as it was live when the
/// item was published. A draft of a taxonomy gives no names to public pages.
/// </summary>
internal sealed class TermNames(ContentElements elements) : IPublicFacts
{
    public const string TaxonomyField = "TaxonomyField";

    public string Name => ItemFacts.TermsName;

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var fields = elements.Walk(version.Type, version.Data).Where(e => e.Element.Name == TaxonomyField)
            .Select(e => (Taxonomy: ItemFacts.Text(e.Value["TaxonomyContentItemId"]) ?? ItemFacts.Text(e.Context.Settings["TaxonomyContentItemId"]), Terms: Ids(e.Value)))
            .Where(f => f.Taxonomy is not null && f.Terms.Count > 0).ToList();
        if (fields.Count == 0) return null;
        var taxonomies = fields.Select(f => f.Taxonomy!).Distinct().ToList();
        var live = await (
            from i in db.Set<ContentItemRow>()
            join v in db.Set<ContentVersion>() on i.PublishedVersionId equals v.Id
            where taxonomies.Contains(i.Id)
            select v.Data).ToListAsync(cancellation);
        var picked = fields.SelectMany(f => f.Terms).ToHashSet(StringComparer.Ordinal);
        var names = live.Where(d => d.Length > 0).SelectMany(d => TaxonomyTerm.Of((JsonObject)JsonNode.Parse(d)!))
            .Where(t => picked.Contains(t.Id) && t.Name.Length > 0).DistinctBy(t => t.Id).ToList();
        return names.Count == 0 ? null : new JsonObject(names.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Id, t.Name)));
    }

    /// <summary>The field with the names of its terms, for showing it; where names stand beside the ids already, they stay.</summary>
    public static PlacedElement Named(PlacedElement placed, IReadOnlyDictionary<string, string> names)
    {
        if (placed.Element.Name != TaxonomyField || names.Count == 0 || placed.Value["TagNames"] is JsonArray { Count: > 0 }) return placed;
        var value = (JsonObject)placed.Value.DeepClone();
        value["TagNames"] = new JsonArray([.. Ids(value).Where(names.ContainsKey).Select(id => (JsonNode?)names[id])]);
        return placed with { Value = value };
    }

    private static List<string> Ids(JsonObject value) => [.. (value["TermContentItemIds"] as JsonArray ?? []).Select(ItemFacts.Text).OfType<string>()];
}
