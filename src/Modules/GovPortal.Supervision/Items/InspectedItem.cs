using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Model;

namespace GovPortal.Supervision.Items;

/// <summary>A file that an item's page lists.</summary>
internal sealed record ListedFile(string Path, string Name, string ContentType, string? Title);

/// <summary>A live public item in the pass of the self-inspection. What is read of it is read once, whatever the number of rules.</summary>
internal sealed class InspectedItem(ContentIndexRow row, string json, ContentTypeDefinition? type, ContentElements elements)
{
    private readonly Lazy<JsonObject> _data = new(() => Public(json, type), LazyThreadSafetyMode.None);
    private readonly Lazy<string> _json = new(() => type is not null && HasInternal(type) ? CanonicalJson.Of(Public(json, type)) : json, LazyThreadSafetyMode.None);
    private readonly Lazy<string> _text = new(() => type is null ? "" : elements.Text(type, Public(json, type)), LazyThreadSafetyMode.None);

    public ContentIndexRow Row => row;
    /// <summary>Null where the type was taken away.</summary>
    public ContentTypeDefinition? Type => type;
    /// <summary>Its parts without fields that are internal.</summary>
    public JsonObject Data => _data.Value;
    public string Json => _json.Value;
    /// <summary>Its whole plain text.</summary>
    public string Text => _text.Value;

    public IEnumerable<ListedFile> Files =>
        !row.Facts.Contains("\"attachments\"", StringComparison.Ordinal) ? []
        : ((JsonNode.Parse(row.Facts) as JsonObject)?["attachments"] as JsonArray ?? []).OfType<JsonObject>().Select(f => new ListedFile((string?)f["path"] ?? "", (string?)f["name"] ?? "", (string?)f["contentType"] ?? "", (string?)f["title"]));

    /// <summary>The member of a field that people fill; null where the item has none. <paramref name="path"/> as <c>DisclosureGuide.Phone</c>.</summary>
    public JsonObject? Field(string path) => path.Split('.') is [var part, var field] ? (Data[part] as JsonObject)?[field] as JsonObject : Data[path] as JsonObject;

    public Breach Breaks(string rule, string what, string evidence) => new(rule, what.Length == 0 ? row.ContentItemId : $"{row.ContentItemId}:{what}", row.AgencyId, row.SectionId, row.ColumnId, row.Title, evidence, "/" + row.Path);

    private static JsonObject Public(string json, ContentTypeDefinition? type)
    {
        var data = (JsonObject)JsonNode.Parse(json)!;
        if (type is not null) ContentItemJson.DropInternal(data, type);
        return data;
    }

    private static bool HasInternal(ContentTypeDefinition type) => type.Parts.Any(p => p.Definition.Fields.Any(f => f.IsInternal));
}

/// <summary>What a pass over the items goes by.</summary>
/// <param name="Thresholds">By rule, those that are switched on.</param>
/// <param name="IsWhole">Every item is looked at; else a few, for an order that was answered.</param>
internal sealed record ItemPass(IReadOnlyDictionary<string, int> Thresholds, DateTime NowUtc, OrganisationSnapshot Organisation, ContentDefinitions Definitions, InspectionRules Rules, bool IsWhole)
{
    public bool Asks(string rule) => Thresholds.ContainsKey(rule);
}

/// <summary>Rules that look at each live public item; all of them share one pass.</summary>
internal interface IItemInspection
{
    IReadOnlyList<InspectionRule> Rules { get; }

    /// <summary>Null where none of its rules is asked.</summary>
    IItemLook? Begin(ItemPass pass);
}

/// <summary>One pass, seen by the rules that belong together.</summary>
internal interface IItemLook
{
    IAsyncEnumerable<Breach> AtAsync(Kernel.Data.PortalDbContext db, IReadOnlyList<InspectedItem> portion, CancellationToken cancellation);

    /// <summary>After the last portion of a whole pass.</summary>
    Task EndAsync(CancellationToken cancellation) => Task.CompletedTask;
}
