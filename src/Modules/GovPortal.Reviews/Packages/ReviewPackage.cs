using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <summary>What is being done to a package beside the page.</summary>
public enum PackageTask { Submit, Publish }

/// <summary>A review package (审查包): items of one agency that came in together and are submitted, decided and published together.</summary>
public sealed class ReviewPackage
{
    public const int MaxTitle = 100;

    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string AgencyId { get; init; }
    public required string OpenedBy { get; init; }
    public DateTime OpenedUtc { get; init; }
    /// <summary>What is under way; null where nothing is.</summary>
    public PackageTask? Task { get; set; }
    /// <summary>Who asked for it.</summary>
    public string? TaskBy { get; set; }
    /// <summary>Of a submission: the form as JSON, dropped when it is done.</summary>
    public string? TaskForm { get; set; }
    /// <summary>What became of the last task, JSON; see <see cref="TaskOutcome"/>.</summary>
    public string? Outcome { get; set; }
}

/// <summary>An item of a package, with the version that the package is about.</summary>
public sealed class ReviewPackageItem
{
    public required string PackageId { get; init; }
    public required string ContentItemId { get; init; }
    /// <summary>Moves on where the version was returned and another was written.</summary>
    public required string VersionId { get; set; }
    public int Position { get; init; }
}

internal sealed class ReviewPackageModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<ReviewPackage>(package =>
        {
            package.ToTable("ReviewPackages").HasKey(p => p.Id);
            package.Property(p => p.Id).HasMaxLength(26);
            package.Property(p => p.Title).HasMaxLength(ReviewPackage.MaxTitle);
            package.Property(p => p.AgencyId).HasMaxLength(64);
            package.Property(p => p.OpenedBy).HasMaxLength(64);
            package.Property(p => p.Task).HasMaxLength(20);
            package.Property(p => p.TaskBy).HasMaxLength(64);
            package.HasIndex(p => p.OpenedUtc);
        });
        model.Entity<ReviewPackageItem>(item =>
        {
            item.ToTable("ReviewPackageItems").HasKey(i => new { i.PackageId, i.ContentItemId });
            item.Property(i => i.PackageId).HasMaxLength(26);
            item.Property(i => i.ContentItemId).HasMaxLength(26);
            item.Property(i => i.VersionId).HasMaxLength(26);
            item.HasIndex(i => i.VersionId);
        });
    }
}
