using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Media.Features;
using GovPortal.Media.Model;
using GovPortal.Media.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media;

internal sealed class MediaStore(AddMedia add, InspectUpload inspect, MediaFolder folder, VersionLoader loader, ContentElements elements) : IMediaStore
{
    public async Task<IReadOnlyDictionary<string, MediaInfo>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0) return new Dictionary<string, MediaInfo>();
        var files = await db.Set<MediaFile>().AsNoTracking().Where(f => paths.Contains(f.Path) && f.PurgedUtc == null).ToListAsync(cancellation);
        return files.ToDictionary(f => f.Path, f => f.Info, StringComparer.Ordinal);
    }

    public Task<Result<MediaInfo>> AddAsync(Stream content, string fileName, string contentItemId, Actor actor, CancellationToken cancellation) =>
        add.HandleAsync(new AddMediaCommand(content, fileName, contentItemId), actor, cancellation);

    public Task<Result<InspectedFile>> InspectAsync(Stream content, string fileName, CancellationToken cancellation) => inspect.HandleAsync(content, fileName, cancellation);

    public async Task<int> PurgeAsync(PortalTransaction tx, string contentItemId, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellation)
    {
        if (paths.Count == 0 || await loader.FindItemAsync(tx.Db, contentItemId, cancellation) is not var (item, latest)) return 0;
        var (definitions, _) = await loader.WorldAsync(tx.Db, cancellation);
        return definitions.Type(item.ContentType) is { } type
            ? await PurgeMedia.PurgeAsync(tx, elements, type, contentItemId, null, latest.AgencyId, f => paths.Contains(f.Path), actor, cancellation) : 0;
    }

    public Stream? Open(string sha256) => folder.Open(sha256);
}
