using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;

namespace GovPortal.Api.GraphQl;

/// <summary>An item as a query sees it: a version of an item of its own, or one that another item contains.</summary>
internal sealed record GraphItem(string Id, string? VersionId, string ContentType, string? DisplayText, bool Published, bool Latest)
{
    public DateTime? ModifiedUtc { get; init; }
    public DateTime? PublishedUtc { get; init; }
    public DateTime? CreatedUtc { get; init; }
    public string? Owner { get; init; }
    public string? Path { get; init; }

    /// <summary>The parts; read when a field asks for one.</summary>
    public required Lazy<JsonObject> Parts { get; init; }

    public JsonObject Data => Parts.Value;

    private IReadOnlyDictionary<string, TaxonomyTerm>? _terms;

    /// <summary>Of a taxonomy its terms by their ids.</summary>
    public IReadOnlyDictionary<string, TaxonomyTerm> Terms => _terms ??= TaxonomyTerm.Of(Data).GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.First());

    public static GraphItem Of(ContentIndexRow row, ContentItemRow item, ContentVersion version) =>
        new(item.Id, version.Id, item.ContentType, version.DisplayText, version.Id == item.PublishedVersionId, version.Id == item.LatestVersionId)
        {
            ModifiedUtc = version.ModifiedUtc, PublishedUtc = item.PublishedUtc, CreatedUtc = item.CreatedUtc, Owner = item.OwnerId,
            Path = row.Path ?? item.Path, Parts = new(() => (JsonObject)JsonNode.Parse(version.Data)!),
        };

    /// <summary>A term or an item in a bag: it is stored within the other, and as public as that one.</summary>
    public static GraphItem Within(GraphItem other, JsonObject json) =>
        new(json.Text("ContentItemId") ?? "", json.Text("ContentItemVersionId"), json.Text("ContentType") ?? "",
            json.Text("DisplayText") ?? (json["TitlePart"] as JsonObject)?.Text("Title"), other.Published, other.Latest)
        {
            ModifiedUtc = Civil.Instant(json.Text("ModifiedUtc"))?.UtcDateTime, PublishedUtc = Civil.Instant(json.Text("PublishedUtc"))?.UtcDateTime,
            CreatedUtc = Civil.Instant(json.Text("CreatedUtc"))?.UtcDateTime, Owner = json.Text("Owner"),
            Path = (json["AutoroutePart"] as JsonObject)?.Text("Path"), Parts = new(json),
        };
}

/// <summary>A part or field of an item, with its JSON object.</summary>
internal sealed record GraphValue(GraphItem Item, ElementContext Context, JsonObject Json);

/// <summary>A person whom an item names; the address is told to nobody else.</summary>
internal sealed record GraphUser(string Id, string? Name, string? Email);

internal sealed record GraphFile(string Path, string? Text);
