using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Publication;

/// <summary>A live item's reference to another item, live or not. Derived; <c>reindex</c> rebuilds it.</summary>
internal sealed class ContentReference
{
    public required string FromItemId { get; init; }
    /// <summary>Name of the referring field.</summary>
    public required string Field { get; init; }
    public required string ToItemId { get; init; }
}

internal sealed class ContentReferenceModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<ContentReference>(reference =>
    {
        reference.ToTable("ContentReferences").HasKey(r => new { r.FromItemId, r.Field, r.ToItemId });
        reference.Property(r => r.FromItemId).HasMaxLength(26);
        reference.Property(r => r.Field).HasMaxLength(60);
        reference.Property(r => r.ToItemId).HasMaxLength(26);
        reference.HasIndex(r => r.ToItemId);
    });
}
