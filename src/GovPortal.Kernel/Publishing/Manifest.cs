using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

/// <summary>What is known of a stored file.</summary>
public sealed record MediaInfo(string Path, string FileName, string ContentType, long Length, string Sha256, string? ContentItemId);

/// <summary>A file that was looked at and not kept: the name to show, and the type to serve it with.</summary>
public sealed record InspectedFile(string FileName, string ContentType);

/// <summary>Stored files, by the module that keeps media. Bytes under a path never change.</summary>
public interface IMediaStore
{
    /// <summary>The files known under these paths, purged ones left out.</summary>
    Task<IReadOnlyDictionary<string, MediaInfo>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> paths, CancellationToken cancellation);

    /// <summary>
    /// Stores an attachment of an item's draft; it stays closed until a version that refers to it is live. Failures:
    /// <c>access.not-allowed</c>, <c>media.too-large</c>, <c>media.kind-not-allowed</c>, <c>media.content-mismatch</c>, <c>media.name-invalid</c>, <c>media.empty</c>.
    /// </summary>
    Task<Result<MediaInfo>> AddAsync(Stream content, string fileName, string contentItemId, Actor actor, CancellationToken cancellation);

    /// <summary>
    /// Looks at a file as at every upload, its bytes and the virus scanner's word included, and keeps nothing: for files that never become
    /// public. Failures as <see cref="AddAsync"/>, but for the right to add, and <c>media.macro</c>, <c>media.archive-unsafe</c>,
    /// <c>media.infected</c>, <c>media.scan-unavailable</c>.
    /// </summary>
    /// <param name="content">Can be read from its beginning again.</param>
    Task<Result<InspectedFile>> InspectAsync(Stream content, string fileName, CancellationToken cancellation);

    /// <summary>
    /// Removes files of an item, among those given, that no version refers to any more: the bytes are deleted after commit, hash
    /// and name of the act stay in the event log. Answers how many. Side effect: <c>media.purged</c>.
    /// </summary>
    Task<int> PurgeAsync(PortalTransaction tx, string contentItemId, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellation);

    /// <summary>The bytes of a stored file; null where they were purged.</summary>
    Stream? Open(string sha256);
}

/// <summary>
/// What a review covers: the content, each attachment's bytes, and where it stands. SHA-256 over the line
/// <c>govportal-manifest/1</c> and the canonical JSON of data, display text, attachments (path, sha256), type, agency,
/// column and section.
/// </summary>
public static class Manifest
{
    public static string Hash(ContentItemRow item, ContentVersion version, IEnumerable<MediaInfo> attachments)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(version);
        var manifest = new JsonObject
        {
            ["agency"] = version.AgencyId,
            ["attachments"] = new JsonArray([.. attachments.OrderBy(a => a.Path, StringComparer.Ordinal)
                .Select(a => (JsonNode)new JsonObject { ["path"] = a.Path, ["sha256"] = a.Sha256 })]),
            ["column"] = version.ColumnId,
            ["data"] = JsonNode.Parse(version.Data),
            ["displayText"] = version.DisplayText,
            ["section"] = version.SectionId,
            ["type"] = item.ContentType,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("govportal-manifest/1\n" + CanonicalJson.Of(manifest))));
    }
}
