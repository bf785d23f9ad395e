using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Generations;

namespace GovPortal.Portal.Items;

/// <summary>An item as a page is made of it: a live one, or a version that is looked at before it is live.</summary>
/// <param name="Type">Null where the definition is gone; then only title and record are shown.</param>
internal sealed record ItemSource(
    string ContentType, ContentTypeDefinition? Type, string Title, string Url, Column? Column, string? SectionId, string? Stage, DateOnly? FormedOn,
    DateTime FirstPublishedUtc, DateTime PublishedUtc, int Number, JsonObject Data, ItemFacts Facts)
{
    public string Id { get; private init; } = "";

    public static ItemSource Of(PublishedItem item, Generation generation)
    {
        var s = item.Summary;
        return new ItemSource(
            s.ContentType, generation.State.Definitions.Type(s.ContentType), s.Title, "/" + s.Path, generation.Organisation.Column(s.ColumnId), s.SectionId,
            s.Stage, s.FormedOn, s.FirstPublishedUtc, s.PublishedUtc, item.VersionNumber, item.Data, ItemFacts.Parse(s.Facts))
        {
            Id = s.ContentItemId,
        };
    }

    public static ItemSource Of(VersionInHand v, ItemFacts facts, DateTime nowUtc) => new(
        v.Item.ContentType, v.Type, v.Version.DisplayText, "/" + (v.Item.Path ?? ItemPaths.Chosen(v.Data) ?? "content/" + v.Item.Id), v.Column,
        v.Version.SectionId, v.Disclosure.Stage, v.Disclosure.FormedOn, v.Item.FirstPublishedUtc ?? nowUtc, v.Version.PublishedUtc ?? nowUtc,
        v.Version.Number, v.Data, facts)
    {
        Id = v.Item.Id,
    };
}
