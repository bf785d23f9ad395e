using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>Whether a stored file has text that programs and screen readers can read; each file is read once, however often it is listed.</summary>
internal sealed class FileReading
{
    public required string Sha256 { get; init; }
    public bool HasText { get; init; }
    public DateTime ReadUtc { get; init; }
}

internal sealed class FileReadingModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<FileReading>(row =>
    {
        row.ToTable("FileReadings").HasKey(r => r.Sha256);
        row.Property(r => r.Sha256).HasMaxLength(64);
    });
}
