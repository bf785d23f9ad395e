using System.Text.Json.Nodes;
using GovPortal.AdminUi.Elements;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>
/// The terms a TaxonomyField chooses from: those of the item its settings name. With <c>LeavesOnly</c> a term that others
/// stand below is neither offered nor accepted (<c>taxonomy.leaves-only</c>).
/// </summary>
internal sealed class Taxonomies(ContentElements elements) : IDraftRule
{
    public const string FieldName = "TaxonomyField";

    public static string? IdOf(PlacedElement field) =>
        field.Context.Settings["TaxonomyContentItemId"]?.ToString() is { Length: > 0 } set ? set : field.Value["TaxonomyContentItemId"]?.ToString();

    private static bool LeavesOnly(PlacedElement field) => field.Context.Settings["LeavesOnly"] is JsonValue v && v.TryGetValue<bool>(out var only) && only;

    /// <summary>The terms by taxonomy: of its latest version where the person may read that, else of the one that is live.</summary>
    public static async Task<Dictionary<string, IReadOnlyList<TaxonomyTerm>>> TermsAsync(
        PortalDbContext db, IReadOnlyCollection<string> ids, Actor actor, CancellationToken cancellation)
    {
        var rows = db.Set<ContentIndexRow>().AsNoTracking();
        var readable = rows.Where(r => !r.IsPublished).ReadableBy(actor).Where(r => ids.Contains(r.ContentItemId)).Select(r => r.VersionId);
        var live = rows.Where(r => r.IsPublished && ids.Contains(r.ContentItemId)).Select(r => r.VersionId);
        var versions = await db.Set<ContentVersion>().AsNoTracking().Where(v => readable.Contains(v.Id) || live.Contains(v.Id))
            .Select(v => new { v.ContentItemId, v.Number, v.Data }).ToListAsync(cancellation);
        return versions.Where(v => v.Data.Length > 0).GroupBy(v => v.ContentItemId)
            .ToDictionary(g => g.Key, g => TaxonomyTerm.Of((JsonObject)JsonNode.Parse(g.MaxBy(v => v.Number)!.Data)!));
    }

    /// <summary>As a picker shows them: indented by level, or as leaves with the names above them.</summary>
    public static IReadOnlyList<PickChoice> Choices(PlacedElement field, IReadOnlyList<TaxonomyTerm> terms) => LeavesOnly(field)
        ? [.. terms.Where(t => t.IsLeaf).Select(t => new PickChoice(t.Id, string.Join(" / ", t.Path), t.Name))]
        : [.. terms.Select(t => new PickChoice(t.Id, new string('　', t.Level - 1) + t.Name, t.Name))];

    public async Task<IReadOnlyList<Failure>> CheckAsync(
        PortalDbContext db, string contentItemId, ContentTypeDefinition type, JsonObject data, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        foreach (var field in elements.Walk(type, data).Where(e => e.Element.Name == FieldName && LeavesOnly(e)))
        {
            var picked = (field.Value["TermContentItemIds"] as JsonArray ?? []).Select(t => t?.ToString()).ToHashSet();
            if (picked.Count == 0 || IdOf(field) is not { } taxonomy) continue;
            var latest = await db.Set<ContentVersion>().AsNoTracking().Where(v => db.Set<ContentItemRow>().Any(i => i.Id == taxonomy && i.LatestVersionId == v.Id))
                .Select(v => v.Data).FirstOrDefaultAsync(cancellation);
            if (latest is not { Length: > 0 }) continue;
            failures.AddRange(TaxonomyTerm.Of((JsonObject)JsonNode.Parse(latest)!).Where(t => !t.IsLeaf && picked.Contains(t.Id))
                .Select(t => field.Context.Refuse("TermContentItemIds", "taxonomy.leaves-only", t.Name)));
        }
        return failures;
    }
}
