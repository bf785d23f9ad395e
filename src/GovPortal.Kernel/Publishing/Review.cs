using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

public enum ReviewDecision
{
    Approved,
    Returned,
    /// <summary>补办确认: a step that an urgent version skipped agrees after publication. It approves nothing.</summary>
    Confirmed,
    /// <summary>A step that an urgent version skipped objects after publication; the version stays online until it is withdrawn.</summary>
    Objected,
}

/// <summary>
/// One decision (审查意见) of one person on one step, append-only, valid for exactly one manifest hash
/// (先审查后公开,《政府信息公开条例》第十七条).
/// </summary>
public sealed class Review
{
    public required string Id { get; init; }
    public required string ContentItemId { get; init; }
    public required string VersionId { get; init; }
    public required string ManifestHash { get; init; }
    /// <summary>Position of the step in the version's route, from 0.</summary>
    public int StepIndex { get; init; }
    public required string StepName { get; init; }
    public bool IsConfidentiality { get; init; }
    public ReviewDecision Decision { get; init; }
    public required string DeciderId { get; init; }
    /// <summary>Who delegated the decision (代签); null where the decider's own office entitled them.</summary>
    public string? OnBehalfOf { get; init; }
    /// <summary>Of a return: position of the earlier step that has to decide again; null sends it back to its author.</summary>
    public int? ReturnedTo { get; init; }
    /// <summary>1, 2, 3 … within the version, in the order of the decisions.</summary>
    public int Number { get; init; }
    public DateTime DecidedUtc { get; init; }
    public string? Comment { get; init; }

    /// <summary>Whose approval it counts as.</summary>
    public string InNameOf => OnBehalfOf ?? DeciderId;
}

/// <summary>A review route (审查流程) that columns refer to by name; <c>default</c> is for all others.</summary>
public sealed class ReviewRouteRow
{
    public const string Default = "default";

    /// <summary>The route of what came in as a package and is reviewed as one; where there is none of this name, the column's.</summary>
    public const string Package = "package";

    public required string Name { get; init; }
    public required string Title { get; set; }
    /// <summary>The steps, JSON; see <see cref="ReviewRoute"/>.</summary>
    public required string Steps { get; set; }
}

internal sealed class ReviewModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Review>(review =>
        {
            review.ToTable("Reviews").HasKey(r => r.Id);
            review.Property(r => r.Id).HasMaxLength(26);
            review.Property(r => r.ContentItemId).HasMaxLength(26);
            review.Property(r => r.VersionId).HasMaxLength(26);
            review.Property(r => r.ManifestHash).HasMaxLength(64);
            review.Property(r => r.StepName).HasMaxLength(60);
            review.Property(r => r.Decision).HasMaxLength(20);
            review.Property(r => r.DeciderId).HasMaxLength(64);
            review.Property(r => r.OnBehalfOf).HasMaxLength(64);
            review.Ignore(r => r.InNameOf);
            review.HasIndex(r => r.VersionId);
            review.HasIndex(r => r.ContentItemId);
        });
        model.Entity<ReviewRouteRow>(route =>
        {
            route.ToTable("ReviewRoutes").HasKey(r => r.Name);
            route.Property(r => r.Name).HasMaxLength(60);
            route.Property(r => r.Title).HasMaxLength(60);
        });
    }
}
