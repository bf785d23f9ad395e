using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Model;

/// <summary>A calendar subscription (.ics) of one section under a secret address. The secret is kept as its hash only.</summary>
public sealed class DeadlineFeed
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public required string SectionId { get; init; }
    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public required string SecretHash { get; set; }
    public required string CreatedBy { get; init; }
    public DateTime CreatedUtc { get; init; }
    /// <summary>When the secret was last replaced.</summary>
    public DateTime? RotatedUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
}

internal sealed class DeadlineFeedModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<DeadlineFeed>(feed =>
    {
        feed.ToTable("DeadlineFeeds").HasKey(f => f.Id);
        feed.Property(f => f.Id).HasMaxLength(26);
        feed.Property(f => f.AgencyId).HasMaxLength(64);
        feed.Property(f => f.SectionId).HasMaxLength(64);
        feed.Property(f => f.SecretHash).HasMaxLength(64);
        feed.Property(f => f.CreatedBy).HasMaxLength(64);
        feed.HasIndex(f => f.SecretHash).IsUnique();
    });
}
