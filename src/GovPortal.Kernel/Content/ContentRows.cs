using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Content;

/// <summary>The one mutable row a content item has: which of its versions is the latest and which is live.</summary>
public sealed class ContentItemRow
{
    /// <summary>Orchard's ContentItemId.</summary>
    public required string Id { get; init; }
    public required string ContentType { get; init; }
    public required string AgencyId { get; set; }
    public required string LatestVersionId { get; set; }
    public string? PublishedVersionId { get; set; }
    /// <summary>The confidentiality decision that let the live version out. The database refuses a live version without one.</summary>
    public string? PublishedReviewId { get; set; }
    /// <summary>The item's public address without a leading slash, lower case; assigned at the first publication or chosen by the editor.</summary>
    public string? Path { get; set; }
    /// <summary>User id of the owner.</summary>
    public required string OwnerId { get; set; }
    public DateTime CreatedUtc { get; init; }
    public DateTime ModifiedUtc { get; set; }
    public DateTime? FirstPublishedUtc { get; set; }
    public DateTime? PublishedUtc { get; set; }
    /// <summary>Raised by every write; the second of two writers is refused.</summary>
    public int Revision { get; set; }
}

/// <summary>
/// One version of an item. Frozen once submitted: from then on only its state moves; editing makes the next number.
/// </summary>
public sealed class ContentVersion
{
    /// <summary>Orchard's ContentItemVersionId.</summary>
    public required string Id { get; init; }
    public required string ContentItemId { get; init; }
    /// <summary>1, 2, 3 … within the item.</summary>
    public int Number { get; init; }
    public VersionState State { get; set; }
    public required string DisplayText { get; set; }
    /// <summary>The parts as JSON text, unescaped; empty after a purge.</summary>
    public required string Data { get; set; }
    public required string AgencyId { get; set; }
    public string? ColumnId { get; set; }
    public string? SectionId { get; set; }
    /// <summary>Hash of what a review covers; set at submission.</summary>
    public string? ManifestHash { get; set; }
    /// <summary>The review route as it stood at submission, JSON.</summary>
    public string? Route { get; set; }
    /// <summary>Why it takes the urgent path (R35); null on the whole route.</summary>
    public string? UrgentReason { get; set; }
    /// <summary>User ids of everyone who changed this version, separated by spaces.</summary>
    public required string Contributors { get; set; }
    public DateTime CreatedUtc { get; init; }
    public DateTime ModifiedUtc { get; set; }
    public DateTime? SubmittedUtc { get; set; }
    public string? SubmittedBy { get; set; }
    public DateTime? PublishedUtc { get; set; }
    /// <summary>Why it was returned, recalled, withdrawn or purged: the person's words or a fixed code.</summary>
    public string? Reason { get; set; }

    public IReadOnlyList<string> ContributorIds => Contributors.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void AddContributor(string userId)
    {
        if (!ContributorIds.Contains(userId)) Contributors = (Contributors + ' ' + userId).Trim();
    }
}

/// <summary>An item with one of its versions as Orchard serialises them: the item's own members in Orchard's order, then the parts.</summary>
public static class ContentItemJson
{
    /// <summary>The item's own members; every other member is a part.</summary>
    public static IReadOnlyList<string> Members { get; } =
        ["ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author"];

    public static JsonObject Of(ContentItemRow item, ContentVersion version)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(version);
        var json = new JsonObject
        {
            ["ContentItemId"] = item.Id, ["ContentItemVersionId"] = version.Id, ["ContentType"] = item.ContentType,
            ["DisplayText"] = version.DisplayText, ["Latest"] = version.Id == item.LatestVersionId,
            ["Published"] = version.Id == item.PublishedVersionId, ["ModifiedUtc"] = version.ModifiedUtc,
            ["PublishedUtc"] = item.PublishedUtc, ["CreatedUtc"] = item.CreatedUtc, ["Owner"] = item.OwnerId, ["Author"] = item.OwnerId,
        };
        foreach (var (part, value) in (JsonObject)JsonNode.Parse(version.Data)!) json[part] = value?.DeepClone();
        return json;
    }

    /// <summary>Leaves out the fields that are internal to the office.</summary>
    public static void DropInternal(JsonObject json, ContentTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(type);
        foreach (var part in type.Parts)
        {
            foreach (var field in part.Definition.Fields.Where(f => f.IsInternal)) (json[part.Name] as JsonObject)?.Remove(field.Name);
        }
    }

    /// <summary>The parts of an item, without its own members.</summary>
    public static JsonObject PartsOf(JsonObject item) => new(item.Where(p => !Members.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
}

/// <summary>Every address an item has had. The current one serves the page, the others redirect to it.</summary>
public sealed class ContentRoute
{
    public required string Path { get; init; }
    public required string ContentItemId { get; init; }
}

/// <summary>What a recipe changed of the definitions that the modules bring; one row, merged over theirs.</summary>
public sealed class DefinitionOverlay
{
    public int Id { get; init; } = 1;
    public required string Json { get; set; }
}

internal sealed class ContentModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<ContentItemRow>(item =>
        {
            item.ToTable("ContentItems", t => t.HasCheckConstraint(
                "CK_ContentItems_PublishedIsReviewed", "\"PublishedVersionId\" IS NULL OR \"PublishedReviewId\" IS NOT NULL"));
            item.HasKey(i => i.Id);
            item.Property(i => i.Id).HasMaxLength(26);
            item.Property(i => i.ContentType).HasMaxLength(60);
            item.Property(i => i.AgencyId).HasMaxLength(64);
            item.Property(i => i.LatestVersionId).HasMaxLength(26);
            item.Property(i => i.PublishedVersionId).HasMaxLength(26);
            item.Property(i => i.PublishedReviewId).HasMaxLength(26);
            item.Property(i => i.OwnerId).HasMaxLength(64);
            item.Property(i => i.Path).HasMaxLength(200);
            item.HasIndex(i => i.Path).IsUnique();
            item.Property(i => i.Revision).IsConcurrencyToken();
        });
        model.Entity<ContentVersion>(version =>
        {
            version.ToTable("ContentVersions").HasKey(v => v.Id);
            version.Property(v => v.Id).HasMaxLength(26);
            version.Property(v => v.ContentItemId).HasMaxLength(26);
            version.Property(v => v.State).HasMaxLength(20);
            version.Property(v => v.DisplayText).HasMaxLength(500);
            version.Property(v => v.AgencyId).HasMaxLength(64);
            version.Property(v => v.ColumnId).HasMaxLength(64);
            version.Property(v => v.SectionId).HasMaxLength(64);
            version.Property(v => v.ManifestHash).HasMaxLength(64);
            version.Property(v => v.SubmittedBy).HasMaxLength(64);
            version.Property(v => v.UrgentReason).HasMaxLength(500);
            version.HasIndex(v => new { v.ContentItemId, v.Number }).IsUnique();
            version.HasIndex(v => new { v.State, v.SubmittedUtc });
            version.Ignore(v => v.ContributorIds);
        });
        model.Entity<ContentRoute>(route =>
        {
            route.ToTable("ContentRoutes").HasKey(r => r.Path);
            route.Property(r => r.Path).HasMaxLength(200);
            route.Property(r => r.ContentItemId).HasMaxLength(26);
            route.HasIndex(r => r.ContentItemId);
        });
        model.Entity<DefinitionOverlay>(overlay =>
        {
            overlay.ToTable("ContentDefinitions").HasKey(o => o.Id);
            overlay.Property(o => o.Id).ValueGeneratedNever();
        });
    }
}
