using System.Security.Cryptography;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Media.Publishing;

/// <summary>
/// The bytes on disk are those that were reviewed: the manifest names each file by its hash, and here it is computed again.
/// Failures: <c>media.altered</c>, <c>media.bytes-missing</c>.
/// </summary>
internal sealed class AttachmentBytes(ContentElements elements, IMediaStore media) : IPublishRule
{
    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        foreach (var file in (await media.FindAsync(db, elements.MediaPaths(version.Type, version.Data), cancellation)).Values)
        {
            await using var bytes = media.Open(file.Sha256);
            if (bytes is null) failures.Add(Failure.Of("media.bytes-missing", file.FileName));
            else if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation)) != file.Sha256) failures.Add(Failure.Of("media.altered", file.FileName));
        }
        return failures;
    }
}
