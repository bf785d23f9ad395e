using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Model;

/// <summary>
/// What became of a document after its publication (有效性): a fact about it, not its content, so changing it voids no review. A
/// document without a row is what its own field says.
/// </summary>
public sealed class DocumentStatus
{
    /// <summary>States by code, with their Chinese titles.</summary>
    public static IReadOnlyDictionary<string, string> States { get; } = new Dictionary<string, string>
    {
        [Valid] = "现行有效", ["amended"] = "已修改", ["repealed"] = "已废止", [Expired] = "已失效",
    };

    public const string Valid = "valid";
    public const string Expired = "expired";
    public const int MaxNote = 200;

    public required string ContentItemId { get; init; }
    public required string AgencyId { get; init; }
    public required string State { get; set; }
    /// <summary>From this day on; before it the document is valid.</summary>
    public DateOnly Since { get; set; }
    /// <summary>The document that amends or repeals it; null where it is not on this site.</summary>
    public string? ByItemId { get; set; }
    public string? Note { get; set; }
    public required string ChangedBy { get; set; }
    public DateTime ChangedUtc { get; set; }
}

internal sealed class DocumentStatusModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<DocumentStatus>(status =>
    {
        status.ToTable("DocumentStatuses").HasKey(s => s.ContentItemId);
        status.Property(s => s.ContentItemId).HasMaxLength(26);
        status.Property(s => s.AgencyId).HasMaxLength(64);
        status.Property(s => s.State).HasMaxLength(20);
        status.Property(s => s.ByItemId).HasMaxLength(26);
        status.Property(s => s.Note).HasMaxLength(DocumentStatus.MaxNote);
        status.Property(s => s.ChangedBy).HasMaxLength(64);
        status.HasIndex(s => s.ByItemId);
    });
}
