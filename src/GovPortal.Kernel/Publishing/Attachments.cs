using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

/// <summary>The files a version refers to, and a <c>media.missing</c> or <c>media.of-other-item</c> for each that may not be.</summary>
internal sealed record Attachments(IReadOnlyList<MediaInfo> Files, IReadOnlyList<Failure> Missing)
{
    public static async Task<Attachments> OfAsync(
        PortalDbContext db, IMediaStore media, ContentElements elements, VersionInHand v, CancellationToken cancellation)
    {
        var paths = elements.MediaPaths(v.Type, v.Data);
        var known = await media.FindAsync(db, paths, cancellation);
        var missing = new List<Failure>();
        foreach (var path in paths)
        {
            // Another item's unpublished file must not come out with this one.
            if (!known.TryGetValue(path, out var file)) missing.Add(Failure.Of("media.missing", path));
            else if (file.ContentItemId is { } owner && owner != v.Item.Id) missing.Add(Failure.Of("media.of-other-item", file.FileName));
        }
        return new Attachments([.. paths.Where(known.ContainsKey).Select(p => known[p])], missing);
    }
}
