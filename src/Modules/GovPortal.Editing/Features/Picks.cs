using System.Text.Json.Nodes;
using GovPortal.AdminUi.Elements;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>What the pickers of one form offer, and the titles of what they hold: a few queries, however many pickers.</summary>
public sealed class Picks(ContentElements elements, IPeople people)
{
    /// <summary>How many items a picker offers, newest first.</summary>
    private const int Offered = 300;

    public async Task<(IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, IReadOnlyList<PickChoice>> Candidates)> OfAsync(
        PortalDbContext db, ContentTypeDefinition type, JsonObject data, Actor actor, CancellationToken cancellation)
    {
        var pickers = elements.Walk(type, data).Where(e => e.Element.Name == "ContentPickerField").ToList();
        var userPickers = elements.Walk(type, data).Where(e => e.Element.Name == "UserPickerField").ToList();
        var titles = new Dictionary<string, string>();
        var candidates = new Dictionary<string, IReadOnlyList<PickChoice>>();
        if (pickers.Count > 0)
        {
            var types = pickers.SelectMany(Types).Distinct().ToList();
            var ids = pickers.SelectMany(p => Ids(p, "ContentItemIds")).ToList();
            var rows = await db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished).ReadableBy(actor)
                .Where(r => types.Count == 0 || types.Contains(r.ContentType) || ids.Contains(r.ContentItemId))
                .OrderByDescending(r => ids.Contains(r.ContentItemId)).ThenByDescending(r => r.ModifiedUtc).Take(Offered)
                .Select(r => new { r.ContentItemId, r.Title, r.ContentType }).ToListAsync(cancellation);
            foreach (var row in rows) titles[row.ContentItemId] = row.Title;
            foreach (var picker in pickers)
            {
                var own = Types(picker).ToList();
                candidates[picker.Context.Path] =
                    [.. rows.Where(r => own.Count == 0 || own.Contains(r.ContentType)).Select(r => new PickChoice(r.ContentItemId, r.Title))];
            }
        }
        if (userPickers.Count > 0)
        {
            var members = await db.Set<Membership>().AsNoTracking().Select(m => m.UserId).Distinct().ToListAsync(cancellation);
            var names = await people.NamesAsync(db, members, cancellation);
            foreach (var (id, name) in names) titles[id] = name;
            foreach (var picker in userPickers) candidates[picker.Context.Path] = [.. names.Select(n => new PickChoice(n.Key, n.Value, n.Value))];
        }
        await AddTermsAsync(db, [.. elements.Walk(type, data).Where(e => e.Element.Name == Taxonomies.FieldName)], actor, titles, candidates, cancellation);
        await AddListsAsync(db, elements.Walk(type, data).FirstOrDefault(e => e.Element.Name == ContentTypeDefinition.ContainedPart), type, actor, titles, candidates, cancellation);
        return (titles, candidates);
    }

    private static async Task AddTermsAsync(
        PortalDbContext db, IReadOnlyList<PlacedElement> fields, Actor actor, Dictionary<string, string> titles,
        Dictionary<string, IReadOnlyList<PickChoice>> candidates, CancellationToken cancellation)
    {
        var ids = fields.Select(Taxonomies.IdOf).OfType<string>().Distinct().ToList();
        if (ids.Count == 0) return;
        var terms = await Taxonomies.TermsAsync(db, ids, actor, cancellation);
        foreach (var term in terms.Values.SelectMany(t => t)) titles[term.Id] = term.Name;
        foreach (var field in fields)
        {
            if (Taxonomies.IdOf(field) is { } id && terms.TryGetValue(id, out var own)) candidates[field.Context.Path] = Taxonomies.Choices(field, own);
        }
    }

    /// <summary>Lists the item may stand in: what the person may read, and what is live; the newest first.</summary>
    private static async Task AddListsAsync(
        PortalDbContext db, PlacedElement? part, ContentTypeDefinition type, Actor actor, Dictionary<string, string> titles,
        Dictionary<string, IReadOnlyList<PickChoice>> candidates, CancellationToken cancellation)
    {
        var (types, picked) = (type.ListTypes, part?.Value["ListContentItemId"]?.ToString() ?? "");
        if (part is null || types.Count == 0 && picked.Length == 0) return;
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => types.Contains(r.ContentType) || r.ContentItemId == picked);
        var found = new List<ContentIndexRow>();
        foreach (var query in new[] { rows.Where(r => !r.IsPublished && r.State != VersionState.Discarded && r.State != VersionState.Withdrawn).ReadableBy(actor), rows.Where(r => r.IsPublished) })
        {
            found.AddRange(await query.OrderByDescending(r => r.ContentItemId == picked).ThenByDescending(r => r.ModifiedUtc).Take(Offered).ToListAsync(cancellation));
        }
        var lists = found.DistinctBy(r => r.ContentItemId).OrderByDescending(r => r.ModifiedUtc).ToList();
        foreach (var list in lists) titles[list.ContentItemId] = list.Title;
        candidates[part.Context.Path] = [.. lists.Select(r => new PickChoice(r.ContentItemId, r.Title, r.ContentType))];
    }

    private static IEnumerable<string> Types(PlacedElement picker) =>
        (picker.Context.Settings["DisplayedContentTypes"] as JsonArray ?? []).Select(t => (string)t!);

    private static IEnumerable<string> Ids(PlacedElement picker, string property) =>
        (picker.Value[property] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString());
}
