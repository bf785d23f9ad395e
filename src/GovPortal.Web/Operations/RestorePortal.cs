using System.IO.Compression;
using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Operations;

/// <param name="Replace">Whether what the target database holds is replaced.</param>
public sealed record RestoreCommand(string File, bool Replace);

/// <summary>
/// Puts a backup back: all rows in one transaction, the chain checked before it is committed, then media and keys. Failures:
/// <c>restore.server-running</c>, <c>restore.not-a-backup</c>, <c>restore.other-version</c>, <c>restore.not-empty</c>,
/// <c>restore.chain-broken</c>; nothing is changed then.
/// </summary>
public sealed class RestorePortal(IDbContextFactory<PortalDbContext> contexts, Leases leases, Node node)
{
    private const int BatchSize = 500;

    public async Task<Result<ArchiveManifest>> HandleAsync(RestoreCommand command, IProgress<string>? progress, CancellationToken cancellation)
    {
        if ((await leases.LiveServersAsync(cancellation)).Count > 0) return Failure.Of("restore.server-running", Leases.ServerSeconds);
        ArchiveManifest? manifest;
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(command.File, cancellation);
            manifest = await ReadManifestAsync(zip, cancellation);
            if (manifest?.Format != PortalArchive.Format) return Failure.Of("restore.not-a-backup");
            var restored = await RestoreRowsAsync(zip, manifest, command.Replace, progress, cancellation);
            if (!restored.Succeeded) return restored.As<ArchiveManifest>();
            await ExtractAsync(zip, PortalArchive.MediaFolder, cancellation);
            await ExtractAsync(zip, PortalArchive.KeysFolder, cancellation);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            return Failure.Of("restore.not-a-backup");
        }
        // Search directories tell of another database now; the server builds its own anew.
        var search = Path.Combine(node.DataPath, "search");
        if (Directory.Exists(search)) Directory.Delete(search, recursive: true);
        return manifest;
    }

    private static async Task<ArchiveManifest?> ReadManifestAsync(ZipArchive zip, CancellationToken cancellation)
    {
        if (zip.GetEntry(PortalArchive.ManifestName) is not { } entry) return null;
        await using var stream = await entry.OpenAsync(cancellation);
        return await JsonSerializer.DeserializeAsync<ArchiveManifest>(stream, CanonicalJson.Unescaped, cancellation);
    }

    private async Task<Result> RestoreRowsAsync(ZipArchive zip, ArchiveManifest manifest, bool replace, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancellation)).Last();
        if (!migration.EndsWith("_" + manifest.Migration, StringComparison.Ordinal)) return Failure.Of("restore.other-version", manifest.Migration);
        if (!replace && await db.Set<PortalEvent>().AnyAsync(cancellation)) return Failure.Of("restore.not-empty");

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var table in PortalArchive.Tables(db))
        {
            progress?.Report(table.GetTableName()!);
#pragma warning disable EF1002 // The name is the model's own, not input.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table.GetTableName()}\"", cancellation);
#pragma warning restore EF1002
            if (zip.GetEntry(PortalArchive.EntryName(table)) is not { } entry) return Failure.Of("restore.not-a-backup");
            using var reader = new StreamReader(await entry.OpenAsync(cancellation));
            var pending = 0;
            while (await reader.ReadLineAsync(cancellation) is { Length: > 0 } line)
            {
                db.Add(PortalArchive.FromLine(table, line));
                if (++pending % BatchSize == 0) await FlushAsync(db, cancellation);
            }
            await FlushAsync(db, cancellation);
        }
        var (count, brokenAt) = await EventLog.VerifyAsync(db, cancellation);
        if (brokenAt is not null || count != manifest.LastEventId) return Failure.Of("restore.chain-broken", brokenAt ?? count);
        await transaction.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static async Task FlushAsync(PortalDbContext db, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private async Task ExtractAsync(ZipArchive zip, string name, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(Path.Combine(node.DataPath, name)) + Path.DirectorySeparatorChar;
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(name + "/", StringComparison.Ordinal)))
        {
            var target = Path.GetFullPath(Path.Combine(folder, entry.FullName[(name.Length + 1)..]));
            // A name that leads out of the folder is no backup of ours.
            if (!target.StartsWith(folder, StringComparison.Ordinal)) throw new InvalidDataException(entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await entry.ExtractToFileAsync(target, overwrite: true, cancellation);
        }
    }
}
