using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Model;

/// <summary>How far an import is.</summary>
public enum ImportState { Preview, Waiting, Done, Refused }

/// <summary>
/// A list between upload and outcome, so that what is applied is byte for byte what was previewed. Belongs to the person who
/// uploaded it; forgotten when that person uploads another one, or after a day.
/// </summary>
public sealed class ImportUpload
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string ContentType { get; init; }
    public required string ColumnId { get; init; }
    public required string SectionId { get; init; }
    /// <summary>五公开环节 of new items.</summary>
    public required string Stage { get; init; }
    /// <summary>The day the information was formed; for items that are live, changed.</summary>
    public DateOnly FormedOn { get; init; }
    public required string FileName { get; init; }
    public required byte[] Content { get; init; }
    public DateTime UploadedUtc { get; init; }
    public ImportState State { get; set; }
    /// <summary>True where the rows that cannot be written are left out, and the others are written.</summary>
    public bool SkipsBad { get; set; }
    /// <summary>Token of the preview that was confirmed.</summary>
    public string? Token { get; set; }
    /// <summary>What became of it, JSON: figures when done, texts of the refusals.</summary>
    public string? Outcome { get; set; }
}

/// <summary>Which column goes where, as a person of the agency once decided for lists with these heads.</summary>
public sealed class ImportMapping
{
    public required string AgencyId { get; init; }
    public required string ContentType { get; init; }
    /// <summary>Hash of the heads.</summary>
    public required string Signature { get; init; }
    /// <summary>Fields by the place of their column, separated by <c>|</c>; empty for a column that is not used.</summary>
    public required string Fields { get; set; }
}

internal sealed class ImportModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<ImportUpload>(upload =>
        {
            upload.ToTable("ImportUploads").HasKey(u => u.Id);
            upload.Property(u => u.Id).HasMaxLength(26);
            upload.Property(u => u.UserId).HasMaxLength(64);
            upload.Property(u => u.ContentType).HasMaxLength(60);
            upload.Property(u => u.ColumnId).HasMaxLength(64);
            upload.Property(u => u.SectionId).HasMaxLength(64);
            upload.Property(u => u.Stage).HasMaxLength(20);
            upload.Property(u => u.FileName).HasMaxLength(200);
            upload.Property(u => u.State).HasMaxLength(20);
            upload.Property(u => u.Token).HasMaxLength(80);
            upload.HasIndex(u => u.UserId);
        });
        model.Entity<ImportMapping>(mapping =>
        {
            mapping.ToTable("ImportMappings").HasKey(m => new { m.AgencyId, m.ContentType, m.Signature });
            mapping.Property(m => m.AgencyId).HasMaxLength(64);
            mapping.Property(m => m.ContentType).HasMaxLength(60);
            mapping.Property(m => m.Signature).HasMaxLength(64);
        });
    }
}
