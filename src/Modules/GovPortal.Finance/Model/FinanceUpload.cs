using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Finance.Model;

/// <summary>
/// A workbook between upload and confirmation, so that what is applied is byte for byte what was previewed. Belongs to the person who
/// uploaded it; forgotten when it is applied, when that person uploads another one, or after a day.
/// </summary>
public sealed class FinanceUpload
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string ContentType { get; init; }
    public required string ColumnId { get; init; }
    public required string SectionId { get; init; }
    public int Year { get; init; }
    /// <summary>The day the information was formed; for an item that is live, changed.</summary>
    public DateOnly FormedOn { get; init; }
    public required string FileName { get; init; }
    public required byte[] Content { get; init; }
    public DateTime UploadedUtc { get; init; }
}

internal sealed class FinanceUploadModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<FinanceUpload>(upload =>
    {
        upload.ToTable("FinanceUploads").HasKey(u => u.Id);
        upload.Property(u => u.Id).HasMaxLength(26);
        upload.Property(u => u.UserId).HasMaxLength(64);
        upload.Property(u => u.ContentType).HasMaxLength(60);
        upload.Property(u => u.ColumnId).HasMaxLength(64);
        upload.Property(u => u.SectionId).HasMaxLength(64);
        upload.Property(u => u.FileName).HasMaxLength(200);
        upload.HasIndex(u => u.UserId);
    });
}
