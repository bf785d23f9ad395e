using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Model;

/// <summary>An attachment (附件) of one content item. The row stays after a purge, its bytes do not.</summary>
internal sealed class MediaFile
{
    /// <summary>In the place of an item's id: the file came with a recipe and belongs to no item.</summary>
    public const string Shared = "";

    /// <summary>Longest address, in characters.</summary>
    public const int MaxPath = 200;

    public required string Id { get; init; }
    /// <summary>Its address under <c>/media/</c>, <c>2026/11/k3v9…/报告.pdf</c>; cannot be guessed and never changes.</summary>
    public required string Path { get; init; }
    /// <summary>The name to save it under.</summary>
    public required string FileName { get; init; }
    /// <summary>By extension and bytes, never by what the browser claimed.</summary>
    public required string ContentType { get; init; }
    /// <summary>In bytes.</summary>
    public long Length { get; init; }
    public required string Sha256 { get; init; }
    /// <summary>The item it was uploaded for, which may not have been saved yet; <see cref="Shared"/> where any item may refer to it.</summary>
    public required string ContentItemId { get; init; }
    public required string UploadedBy { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime? PurgedUtc { get; set; }

    public MediaInfo Info => new(Path, FileName, ContentType, Length, Sha256, ContentItemId == Shared ? null : ContentItemId);
}

/// <summary>An attachment that a live version in a public column refers to; all that <c>/media/</c> serves. Derived.</summary>
internal sealed class PublishedMedia
{
    public required string ContentItemId { get; init; }
    public required string Path { get; init; }
    public required string Sha256 { get; init; }
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public long Length { get; init; }
}

internal sealed class MediaModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<MediaFile>(file =>
        {
            file.ToTable("MediaFiles").HasKey(f => f.Id);
            file.Property(f => f.Id).HasMaxLength(26);
            file.Property(f => f.Path).HasMaxLength(MediaFile.MaxPath);
            file.Property(f => f.FileName).HasMaxLength(Rules.MediaName.MaxLength);
            file.Property(f => f.ContentType).HasMaxLength(100);
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.Property(f => f.ContentItemId).HasMaxLength(26);
            file.Property(f => f.UploadedBy).HasMaxLength(64);
            file.Ignore(f => f.Info);
            file.HasIndex(f => f.Path).IsUnique();
            file.HasIndex(f => f.ContentItemId);
            file.HasIndex(f => f.Sha256);
            file.HasIndex(f => f.CreatedUtc);
        });
        model.Entity<PublishedMedia>(file =>
        {
            file.ToTable("PublishedMedia").HasKey(f => new { f.ContentItemId, f.Path });
            file.Property(f => f.ContentItemId).HasMaxLength(26);
            file.Property(f => f.Path).HasMaxLength(MediaFile.MaxPath);
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.Property(f => f.FileName).HasMaxLength(Rules.MediaName.MaxLength);
            file.Property(f => f.ContentType).HasMaxLength(100);
            file.HasIndex(f => f.Path);
        });
    }
}
