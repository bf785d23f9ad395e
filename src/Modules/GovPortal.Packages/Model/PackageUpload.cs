using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Packages.Model;

/// <summary>How far an import is.</summary>
public enum PackageState { Preview, Waiting, Done, Refused }

/// <summary>
/// A package between upload and outcome; what it holds lies unpacked in the data folder, so that what is imported is byte for byte what was
/// previewed. Forgotten when that person uploads another one, or after a day.
/// </summary>
public sealed class PackageUpload
{
    public const int MaxFileName = 200;

    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string FileName { get; init; }
    /// <summary>Of the uploaded file.</summary>
    public required string Sha256 { get; init; }
    /// <summary>In bytes.</summary>
    public long Length { get; init; }
    public DateTime UploadedUtc { get; init; }
    public PackageState State { get; set; }
    /// <summary>What became of it, JSON; see <see cref="Features.PackageOutcome"/>.</summary>
    public string? Outcome { get; set; }
}

/// <param name="MaxUnpackedBytes">What a package may hold unpacked, in bytes; <c>Portal:Packages:MaxUnpackedBytes</c>, 2 GB unless set.</param>
public sealed record PackageLimits(long MaxUnpackedBytes)
{
    /// <summary>Longest package file, in bytes.</summary>
    public const int MaxFileBytes = 500 * 1024 * 1024;

    /// <summary>Most files in a package.</summary>
    public const int MaxFiles = 20_000;

    internal static PackageLimits Of(IConfiguration configuration) => new(configuration.GetValue<long?>("Portal:Packages:MaxUnpackedBytes") is { } bytes and > 0 ? bytes : 2L * 1024 * 1024 * 1024);
}

internal sealed class PackageUploadModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<PackageUpload>(upload =>
    {
        upload.ToTable("PackageUploads").HasKey(u => u.Id);
        upload.Property(u => u.Id).HasMaxLength(26);
        upload.Property(u => u.UserId).HasMaxLength(64);
        upload.Property(u => u.FileName).HasMaxLength(PackageUpload.MaxFileName);
        upload.Property(u => u.Sha256).HasMaxLength(64);
        upload.Property(u => u.State).HasMaxLength(20);
        upload.HasIndex(u => u.UserId);
    });
}
