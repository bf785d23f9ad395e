using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// A value of a field by which items may be looked for, as the item's published version and as its latest one has it. A field
/// without a value has no row. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class FieldValue
{
    /// <summary>Characters of a text that its index holds.</summary>
    public const int KeyLength = 100;

    public required string ContentItemId { get; init; }
    public bool IsPublished { get; init; }
    /// <summary>Part and field: <c>ServiceGuide.ItemCode</c>.</summary>
    public required string Field { get; init; }
    /// <summary>The beginning of <see cref="Text"/>; null where the value is no text.</summary>
    public string? Key { get; init; }
    public string? Text { get; init; }
    /// <summary>A number; yes as 1 and no as 0; a day by its number, an instant in milliseconds since 1970, a time of day in seconds. Null for a text.</summary>
    public double? Number { get; init; }

    internal static string KeyOf(string text) => text.Length <= KeyLength ? text : text[..KeyLength];
}

internal sealed class FieldValueModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<FieldValue>(value =>
    {
        value.ToTable("FieldValues").HasKey(v => new { v.ContentItemId, v.IsPublished, v.Field });
        value.Property(v => v.ContentItemId).HasMaxLength(26);
        value.Property(v => v.Field).HasMaxLength(200);
        value.Property(v => v.Key).HasMaxLength(FieldValue.KeyLength);
        value.HasIndex(v => new { v.Field, v.Key }).HasFilter("\"Key\" IS NOT NULL");
        value.HasIndex(v => new { v.Field, v.Number }).HasFilter("\"Number\" IS NOT NULL");
    });
}
