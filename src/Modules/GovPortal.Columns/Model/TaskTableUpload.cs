using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Model;

/// <summary>
/// A task table between preview and confirmation, so that what is applied is byte for byte what was previewed. Belongs to
/// the person who uploaded it and is removed when applied, replaced, or after a day.
/// </summary>
public sealed class TaskTableUpload
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string AgencyId { get; init; }
    public required string FileName { get; init; }
    public required byte[] Content { get; init; }
    public DateTime UploadedUtc { get; init; }
}

internal sealed class TaskTableUploadModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<TaskTableUpload>(upload =>
    {
        upload.ToTable("TaskTableUploads").HasKey(u => u.Id);
        upload.Property(u => u.Id).HasMaxLength(26);
        upload.Property(u => u.UserId).HasMaxLength(64);
        upload.Property(u => u.AgencyId).HasMaxLength(64);
        upload.Property(u => u.FileName).HasMaxLength(200);
        upload.HasIndex(u => u.UserId);
    });
}
