using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Search.Index;
using Microsoft.Extensions.Logging;

namespace GovPortal.Search.Following;

/// <summary>Makes search documents of published items, with the names and definitions of one moment.</summary>
internal sealed class SearchDocuments(OrganisationSnapshot organisation, ContentDefinitions definitions, ContentElements elements, ILogger log)
{
    private const string InForce = "valid";

    /// <summary>Null for an item of an internal column: a second bolt, should the index row not know yet.</summary>
    public SearchDocument? Of(PublishedItem item, IReadOnlyList<AttachedText>? attachments = null)
    {
        var live = item.Summary;
        var column = organisation.Column(live.ColumnId);
        if (column is not null && organisation.IsInternal(column)) return null;
        var section = organisation.Section(live.SectionId);
        var type = definitions.Type(live.ContentType);
        var facts = JsonNode.Parse(live.Facts) as JsonObject ?? [];
        return new SearchDocument
        {
            Id = live.ContentItemId,
            Type = live.ContentType,
            TypeTitle = type?.DisplayName ?? live.ContentType,
            Title = live.Title,
            Body = type is null ? live.Summary : Text(type, item, facts),
            Number = Text((facts["label"] as JsonObject)?["number"]),
            IndexNumber = Text(facts["indexNumber"]),
            Attachments = attachments ?? [],
            // A document nobody said anything of is in force.
            Validity = Text((facts["validity"] as JsonObject)?["state"]) ?? (Text((facts["label"] as JsonObject)?["number"]) is null ? "" : InForce),
            Summary = live.Summary,
            Path = "/" + live.Path,
            ColumnId = column?.Id ?? "",
            ColumnPath = column?.Path ?? "",
            ColumnTitle = column is null ? "" : organisation.FullTitle(column),
            SectionId = section?.Id ?? "",
            SectionName = section?.Name ?? column?.SectionText ?? "",
            AgencyId = column?.AgencyId ?? section?.AgencyId ?? "",
            Year = live.Year,
            PublishedUtc = live.FirstPublishedUtc
        };
    }

    /// <summary>What the item's picked terms are called, a fact of its publication; the item itself may hold only their ids.</summary>
    private static IEnumerable<string> TermNames(JsonObject facts) => (facts["terms"] as JsonObject ?? []).Select(t => Text(t.Value)).OfType<string>();

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private string Text(ContentTypeDefinition type, PublishedItem item, JsonObject facts)
    {
        try
        {
            return string.Join('\n', TermNames(facts).Prepend(elements.Text(type, item.Data)));
        }
#pragma warning disable CA1031 // One item whose field cannot be read must not hold up the withdrawal of another.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogError(error, "The text of item {ContentItemId} could not be read; it is found by title and summary", item.Summary.ContentItemId);
            return item.Summary.Summary;
        }
    }
}
