using GovPortal.Imports.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>
/// Other items in cells: people write titles, values hold ids. A title that two items share says nothing; there the id stands in the cell,
/// so that what is exported is read as the same.
/// </summary>
internal sealed class PickedTitles(IReadOnlyList<(string Id, string Type, string Title)> items)
{
    private const string Picker = "ContentPickerField";
    private const int IdLength = 26;

    private readonly ILookup<string, (string Id, string Type)> _byTitle = items.ToLookup(i => Plain(i.Title), i => (i.Id, i.Type), StringComparer.Ordinal);
    private readonly Dictionary<string, (string Type, string Title)> _byId = items.ToDictionary(i => i.Id, i => (i.Type, i.Title), StringComparer.Ordinal);

    public static bool Is(HeldField field) => field.Element.Name == Picker;

    /// <summary>
    /// The agency's items that the type's pickers may name and the person may read, and those that are public; one query, none where no
    /// picker stands in sheets. A list must not tell whether another section's draft of some title is there: its id stays an id.
    /// </summary>
    public static async Task<PickedTitles> LoadAsync(PortalDbContext db, ListPlace place, IEnumerable<HeldField> fields, Actor actor, CancellationToken cancellation)
    {
        var types = fields.Where(Is).SelectMany(f => Types(f.Context)).Distinct().ToList();
        if (types.Count == 0) return new PickedTitles([]);
        var agency = place.Column.AgencyId;
        var all = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.AgencyId == agency && types.Contains(r.ContentType));
        var readable = all.Where(r => !r.IsPublished && r.State != VersionState.Withdrawn && (r.State != VersionState.Discarded || r.HasLive)).ReadableBy(actor);
        var rows = await readable.Concat(all.Where(r => r.IsPublished && !r.IsInternal))
            .OrderBy(r => r.ContentItemId).ThenBy(r => r.IsPublished).Select(r => new { r.ContentItemId, r.ContentType, r.Title }).ToListAsync(cancellation);
        return new PickedTitles([.. rows.DistinctBy(r => r.ContentItemId).Select(r => (r.ContentItemId, r.ContentType, r.Title))]);
    }

    /// <summary>The ids of a cell as titles, a line each.</summary>
    public string Shown(ElementContext context, string ids) => string.Join('\n', Lines(ids).Select(id => TitleOf(context, id) ?? id));

    /// <summary>The titles of a cell as ids; what no item is called stays as it is.</summary>
    public string Ids(ElementContext context, string titles) => string.Join('\n', Named(context, titles).Select(n => n.Id ?? n.Text));

    /// <summary>Refusals: <c>import.picked-unknown</c>, <c>import.picked-ambiguous</c>.</summary>
    public IEnumerable<Failure> Check(ElementContext context, string titles, string address) => Named(context, titles).Where(n => n.Id is null)
        .Select(n => Failure.At(address, n.Count == 0 ? "import.picked-unknown" : "import.picked-ambiguous", context.DisplayName, n.Text));

    private string? TitleOf(ElementContext context, string id) =>
        _byId.TryGetValue(id, out var item) && item.Title.Length > 0 && Ids(context, item.Title) == id ? item.Title : null;

    /// <summary>A title may hold the signs that stand between titles: the whole cell is looked for first, then its lines, then what stands between signs.</summary>
    private List<(string Text, string? Id, int Count)> Named(ElementContext context, string cell)
    {
        var whole = Find(context, cell);
        if (whole.Count > 0 || cell.Trim().Length == 0) return cell.Trim().Length == 0 ? [] : [whole];
        return [.. Lines(cell).SelectMany(line => Find(context, line) is { Count: > 0 } found ? [found]
            : line.Split('、', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => Find(context, t)))];
    }

    private (string Text, string? Id, int Count) Find(ElementContext context, string text)
    {
        var (types, id) = (Types(context), text.Trim());
        // An id is exact, whatever is called the same; that of an item which is gone stays what it was.
        if (_byId.TryGetValue(id, out var item) ? types.Contains(item.Type) : id.Length == IdLength && id.All(char.IsAsciiLetterOrDigit)) return (id, id, 1);
        var found = _byTitle[Plain(text)].Where(i => types.Contains(i.Type)).Select(i => i.Id).ToList();
        return (id, found.Count == 1 ? found[0] : null, found.Count);
    }

    private static string Plain(string title) => EntryMatching.Plain(title).Trim('《', '》');

    private static List<string> Types(ElementContext context) =>
        [.. (context.Settings["DisplayedContentTypes"] as System.Text.Json.Nodes.JsonArray ?? []).Select(t => t?.ToString()).OfType<string>()];

    private static string[] Lines(string cell) => cell.Split(['\n', '；', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
