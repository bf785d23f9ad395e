using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Media.Features;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media;

internal sealed class MediaStore(AddMedia add, MediaFolder folder) : IMediaStore
{
    public async Task<IReadOnlyDictionary<string, MediaInfo>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0) return new Dictionary<string, MediaInfo>();
        var files = await db.Set<MediaFile>().AsNoTracking().Where(f => paths.Contains(f.Path) && f.PurgedUtc == null).ToListAsync(cancellation);
        return files.ToDictionary(f => f.Path, f => f.Info, StringComparer.Ordinal);
    }

    public Task<Result<MediaInfo>> AddAsync(Stream content, string fileName, string contentItemId, Actor actor, CancellationToken cancellation) =>
        add.HandleAsync(new AddMediaCommand(content, fileName, contentItemId), actor, cancellation);

    public Stream? Open(string sha256) => folder.Open(sha256);
}
