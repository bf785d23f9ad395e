using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Screening;

/// <summary>What was found in the bytes of one file under one name and one set of options: computed once.</summary>
internal sealed class FileScreening
{
    /// <summary>Hash over the file's hash, its name, the options and the detector's version.</summary>
    public required string Id { get; init; }
    /// <summary>The findings, JSON; masked samples only.</summary>
    public required string Findings { get; init; }
    public DateTime ScreenedUtc { get; init; }
}

/// <summary>What the screening found in a version at its submission, and the confidentiality reviewer's word on it.</summary>
public sealed class VersionScreening
{
    public required string VersionId { get; init; }
    public required string ManifestHash { get; init; }
    /// <summary>The findings, JSON; masked samples only.</summary>
    public required string Findings { get; init; }
    public DateTime ScreenedUtc { get; init; }
    /// <summary>Why what blocks may be published all the same; it counts for these findings of this manifest alone.</summary>
    public string? OverrideReason { get; set; }
    public string? OverriddenBy { get; set; }
    public DateTime? OverriddenUtc { get; set; }
}

internal sealed class ScreeningModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<FileScreening>(file =>
        {
            file.ToTable("FileScreenings").HasKey(f => f.Id);
            file.Property(f => f.Id).HasMaxLength(64);
        });
        model.Entity<VersionScreening>(version =>
        {
            version.ToTable("VersionScreenings").HasKey(v => v.VersionId);
            version.Property(v => v.VersionId).HasMaxLength(26);
            version.Property(v => v.ManifestHash).HasMaxLength(64);
            version.Property(v => v.OverrideReason).HasMaxLength(ScreenVersion.MaxReason);
            version.Property(v => v.OverriddenBy).HasMaxLength(64);
        });
    }
}
