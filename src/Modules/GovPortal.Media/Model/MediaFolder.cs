using System.Buffers;
using System.Security.Cryptography;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Media.Model;

/// <summary>A file that has arrived and is not yet kept; disposing removes what was not kept.</summary>
internal sealed class IncomingFile(string path, string sha256, long length) : IDisposable
{
    public string Path { get; } = path;
    public string Sha256 { get; } = sha256;
    public long Length { get; } = length;

    public void Dispose() => File.Delete(Path);
}

/// <summary>
/// The bytes, each once, under their SHA-256: <c>media/{first two}/{hash}</c> in the data path. Several nodes share the
/// folder.
/// </summary>
internal sealed class MediaFolder(Node node)
{
    /// <summary>An upload that took longer was broken off with its process, in hours.</summary>
    private const int IncomingHours = 24;
    private const int BufferBytes = 128 * 1024;
    /// <summary>Key of the lock on PostgreSQL; any number no one else uses.</summary>
    private const long LockKey = 0x6D65646961;

    private static readonly SearchValues<char> HashDigits = SearchValues.Create("0123456789abcdef");

    private readonly string _root = Path.Combine(node.DataPath, "media");

    private string IncomingPath => Path.Combine(_root, "incoming");

    /// <summary>
    /// Within the transaction, nobody else keeps or removes bytes: a file that is uploaded again while its purge runs must
    /// not lose its bytes. On SQLite the transaction itself is that lock.
    /// </summary>
    public static async Task LockAsync(PortalTransaction tx, CancellationToken cancellation)
    {
        if (!tx.Db.IsSqlite) await tx.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellation);
    }

    /// <summary>Writes a stream down and hashes it on the way. Null where it is longer than <paramref name="maxBytes"/>.</summary>
    public async Task<IncomingFile?> ReceiveAsync(Stream content, long maxBytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(IncomingPath);
        var path = Path.Combine(IncomingPath, Guid.NewGuid().ToString("N"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var (length, complete) = (0L, false);
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0,
            });
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                length += read;
                if (length > maxBytes) return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            file.Flush(flushToDisk: true);
            complete = true;
            return new IncomingFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!complete) File.Delete(path);
        }
    }

    /// <summary>Puts an arrived file in its place; nothing where the same bytes are there already. Call under the lock.</summary>
    public void Keep(IncomingFile file)
    {
        var place = PathOf(file.Sha256);
        if (File.Exists(place)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(file.Path, place, overwrite: true);
    }

    public FileStream? Open(string sha256)
    {
        if (!IsHash(sha256)) return null;
        try
        {
            return new FileStream(PathOf(sha256), new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes bytes for good; nothing where they are gone. Call under the lock.</summary>
    public void Remove(string sha256)
    {
        if (IsHash(sha256) && Directory.Exists(Path.GetDirectoryName(PathOf(sha256)))) File.Delete(PathOf(sha256));
    }

    /// <summary>Removes what broken-off uploads left.</summary>
    public void RemoveAbandoned(DateTime nowUtc)
    {
        if (!Directory.Exists(IncomingPath)) return;
        foreach (var path in Directory.EnumerateFiles(IncomingPath))
        {
            if (File.GetLastWriteTimeUtc(path) < nowUtc.AddHours(-IncomingHours)) File.Delete(path);
        }
    }

    private string PathOf(string sha256) => Path.Combine(_root, sha256[..2], sha256);

    private static bool IsHash(string text) => text.Length == 64 && text.AsSpan().IndexOfAnyExcept(HashDigits) < 0;
}
