using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.ServiceGuides.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.ServiceGuides.Model;

/// <summary>The code of a live guide; an index, rebuilt by <c>reindex</c>.</summary>
public sealed class GuideCode
{
    public required string ContentItemId { get; init; }
    public required string AgencyId { get; init; }
    public required string Code { get; init; }
}

internal sealed class GuideCodeModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<GuideCode>(code =>
    {
        code.ToTable("GuideCodes").HasKey(c => c.ContentItemId);
        code.Property(c => c.ContentItemId).HasMaxLength(26);
        code.Property(c => c.AgencyId).HasMaxLength(64);
        code.Property(c => c.Code).HasMaxLength(ServiceCode.MaxLength);
        code.HasIndex(c => new { c.AgencyId, c.Code });
    });
}

/// <summary>Follows which codes are live.</summary>
internal sealed class GuideCodes : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (!published) return;
        await db.Set<GuideCode>().Where(c => c.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        if (version?.Item.ContentType != GuideData.Type || GuideData.Code(version.Data) is not { Length: > 0 } code) return;
        var row = new GuideCode { ContentItemId = contentItemId, AgencyId = version.Version.AgencyId, Code = code };
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.Entry(row).State = EntityState.Detached;
    }
}

/// <summary>The members of a guide that code reads.</summary>
internal static class GuideData
{
    public const string Type = "ServiceGuide";

    /// <summary>The layouts of the type, which say what a guide has to have.</summary>
    public static JsonObject Settings(Kernel.Content.ContentTypeDefinition type) => type.Parts.FirstOrDefault(p => p.Name == Type)?.Settings["ServiceGuideSettings"] as JsonObject ?? [];

    public static string? Text(JsonObject data, string field) => Member(data, field, "Text") is { } value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A number, or a text that is one, as recipes' expressions leave it.</summary>
    public static decimal? Days(JsonObject data, string field) => Member(data, field, "Value") is not { } value ? null
        : decimal.TryParse(value.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var days) ? days : null;

    public static string Code(JsonObject data) => ServiceCode.Plain(Text(data, "ItemCode"));

    private static JsonValue? Member(JsonObject data, string field, string member) => ((data[Type] as JsonObject)?[field] as JsonObject)?[member] as JsonValue;
}
