using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GovPortal.Client;

/// <summary>A content item as Orchard Core serialises it: its own members, and its parts by name.</summary>
public sealed class ContentItem
{
    /// <summary>26 characters; null for an item that is to be made.</summary>
    public string? ContentItemId { get; set; }

    /// <summary>Of the version these parts are; made by the portal.</summary>
    public string? ContentItemVersionId { get; set; }

    /// <summary>Null where an item that is there is merged into.</summary>
    public string? ContentType { get; set; }

    /// <summary>Its title; made by the portal.</summary>
    public string? DisplayText { get; set; }

    /// <summary>No later version than this is being written.</summary>
    public bool Latest { get; set; }

    /// <summary>This version is public.</summary>
    public bool Published { get; set; }

    /// <summary>In UTC, as the other instants.</summary>
    public DateTime? ModifiedUtc { get; set; }

    /// <summary>Null where it is not public.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>When the item was made.</summary>
    public DateTime? CreatedUtc { get; set; }

    /// <summary>The id of whoever made it.</summary>
    public string? Owner { get; set; }

    /// <summary>As <see cref="Owner"/>.</summary>
    public string? Author { get; set; }

    /// <summary>The parts by name, as JSON.</summary>
    [JsonExtensionData]
    public JsonObject Parts { get; set; } = [];

    /// <summary>A part read as a type of one's own; null where the item has none of that name.</summary>
    public T? Part<T>(string name) where T : class => Parts[name].Deserialize<T>(PortalClient.Json);

    /// <summary>Puts a part, in the place of one of that name.</summary>
    public void SetPart<T>(string name, T part) where T : class => Parts[name] = JsonSerializer.SerializeToNode(part, PortalClient.Json);
}

/// <summary>The 信息发布审查表 that goes with a submission; the codes are those of <c>docs/formats.md</c>.</summary>
/// <param name="Carrier">What the information is on: <c>document</c> or <c>other</c></param>
/// <param name="Source"><c>own</c>, or where it comes from.</param>
/// <param name="Channels">Where it will be published, in words.</param>
/// <param name="NoSecrets">That nothing in it is secret, sensitive or internal, affirmed by whoever submits.</param>
/// <param name="PersonalData">Whether personal data is in it: <c>none</c> …</param>
/// <param name="ThirdParty">Whether a third party's rights are touched: <c>none</c> …</param>
public sealed record ReviewForm(string Carrier, string Source, string Channels, bool NoSecrets, string PersonalData, string ThirdParty)
{
    /// <summary>The document's number where the carrier is a document.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>The day it is meant to go online.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>What was done about personal data.</summary>
    public string? PersonalDataNote { get; init; }

    /// <summary>What the third party said.</summary>
    public string? ThirdPartyNote { get; init; }

    /// <summary>For the reviewers.</summary>
    public string? Note { get; init; }
}

/// <summary>An item and the tag of its revision, to be named by whoever changes it.</summary>
public sealed record TaggedItem(ContentItem Item, string? Tag);

/// <param name="Count">All items of the list, of which this is a page.</param>
public sealed record ContentPage(IReadOnlyList<ContentItem> Items, int Count, int Page, int PageSize);

/// <summary>Which items to list; null leaves a condition out.</summary>
/// <param name="Column">Id or path; with all below it.</param>
/// <param name="From">First civil day of publication in Asia/Shanghai.</param>
/// <param name="To">Last day, counted.</param>
/// <param name="PageSize">At most 100.</param>
public sealed record ContentFilter(string? Type = null, string? Column = null, string? Section = null, DateOnly? From = null, DateOnly? To = null, int Page = 1, int PageSize = 20);

/// <param name="Kind"><c>published</c>, <c>gone</c>, or <c>columns-changed</c>: then what is public may have changed in many items, and a client lists anew.</param>
/// <param name="ContentItem">As it is now; null where it is public no more.</param>
public sealed record ContentChange(long EventId, string Kind, string? ContentItemId, ContentItem? ContentItem);

/// <param name="Next">What to ask after next time.</param>
/// <param name="HasMore">Whether there is more already.</param>
public sealed record ContentChanges(IReadOnlyList<ContentChange> Items, long Next, bool HasMore);

/// <param name="Data">What was answered; null where nothing was.</param>
/// <param name="Errors">What was not, each with its <c>message</c>; null where all was.</param>
public sealed record GraphQlAnswer(JsonObject? Data, IReadOnlyList<JsonObject>? Errors);

/// <param name="Items">Items, or the stored fields of an index; null where there is no such index.</param>
/// <param name="Count">All hits, of which these are a page.</param>
public sealed record QueryAnswer(IReadOnlyList<JsonObject>? Items, int Count)
{
    /// <summary>The hits as items, where the query answers items.</summary>
    public IReadOnlyList<ContentItem> AsItems() => [.. (Items ?? []).Select(i => i.Deserialize<ContentItem>(PortalClient.Json)!)];
}
