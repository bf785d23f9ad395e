using System.Security.Cryptography;
using System.Text;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Modules.Tests.Search.Following;

/// <summary>Stored files by path; one without bytes was purged.</summary>
internal sealed class FilesInMemory : IMediaStore
{
    private readonly Dictionary<string, (MediaInfo Info, byte[]? Bytes)> _files = [];

    public void Add(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _files[path] = (new MediaInfo(path, Path.GetFileName(path), "text/plain", bytes.Length, hash, null), bytes);
    }

    public void Purge(string path) => _files.Remove(path);

    public void LoseBytes(string path) => _files[path] = (_files[path].Info, null);

    public Task<IReadOnlyDictionary<string, MediaInfo>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> paths, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, MediaInfo>>(_files.Where(f => paths.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value.Info));

    public Stream? Open(string sha256) =>
        _files.Values.FirstOrDefault(f => f.Info.Sha256 == sha256).Bytes is { } bytes ? new MemoryStream(bytes) : null;

    public Task<Result<MediaInfo>> AddAsync(Stream content, string fileName, string contentItemId, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Result<InspectedFile>> InspectAsync(Stream content, string fileName, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> PurgeAsync(PortalTransaction tx, string contentItemId, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
