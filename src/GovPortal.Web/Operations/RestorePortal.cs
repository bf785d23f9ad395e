using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
    /// <summary>SQLITE_CONSTRAINT.</summary>
    private const int SqliteConstraint = 19;

    public async Task<Result<ArchiveManifest>> HandleAsync(RestoreCommand command, IProgress<string>? progress, CancellationToken cancellation)
    {
        if ((await leases.LiveServersAsync(cancellation)).Count > 0) return Failure.Of("restore.server-running", Leases.ServerSeconds);
        var arriving = Path.Combine(node.DataPath, $"restoring-{Guid.NewGuid():N}");
        ArchiveManifest? manifest;
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(command.File, cancellation);
            manifest = await ReadManifestAsync(zip, cancellation);
            if (manifest?.Format != PortalArchive.Format) return Failure.Of("restore.not-a-backup");
            // All that can be wrong with the files shows before a row is changed; afterwards they are only moved.
            await ExtractAsync(zip, arriving, manifest, cancellation);
            var restored = await RestoreRowsAsync(zip, manifest, command.Replace, progress, cancellation);
            if (!restored.Succeeded) return restored.As<ArchiveManifest>();
            MoveInto(node.DataPath, arriving);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            return Failure.Of("restore.not-a-backup");
        }
        finally
        {
            if (Directory.Exists(arriving)) Directory.Delete(arriving, recursive: true);
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
        var tables = PortalArchive.Tables(db);
        foreach (var table in tables.Reverse())
        {
#pragma warning disable EF1002 // The name is the model's own, not input.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table.GetTableName()}\"", cancellation);
#pragma warning restore EF1002
        }
        var rows = 0L;
        foreach (var table in tables)
        {
            progress?.Report(table.GetTableName()!);
            if (zip.GetEntry(PortalArchive.EntryName(table)) is not { } entry) return Failure.Of("restore.not-a-backup");
            using var reader = new StreamReader(await entry.OpenAsync(cancellation));
            while (await reader.ReadLineAsync(cancellation) is { Length: > 0 } line)
            {
                Add(db, PortalArchive.FromLine(table, line));
                if (++rows % BatchSize == 0) await FlushAsync(db, cancellation);
            }
            await FlushAsync(db, cancellation);
        }
        if (rows != manifest.Rows) return Failure.Of("restore.not-a-backup");
        var check = await EventLog.VerifyAsync(db, cancellation);
        if (check.Fault is not null || check.Checked != manifest.LastEventId || check.LastHash != manifest.LastHash) return Failure.Of("restore.chain-broken", check.BrokenAt ?? check.Checked);
        await transaction.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static void Add(PortalDbContext db, object row)
    {
        try
        {
            db.Add(row);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException("The same key stands twice.", error);
        }
    }

    private static async Task FlushAsync(PortalDbContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException error) when (error.InnerException is SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: ['2', '3', ..] })
        {
            throw new InvalidDataException("The rows contradict each other.", error);
        }
        db.ChangeTracker.Clear();
    }

    /// <summary>Media stand under the hash of their bytes, so each shows by itself whether it is whole.</summary>
    private static async Task ExtractAsync(ZipArchive zip, string target, ArchiveManifest manifest, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        var files = 0;
        foreach (var entry in zip.Entries)
        {
            var isMedia = entry.FullName.StartsWith(PortalArchive.MediaFolder + "/", StringComparison.Ordinal);
            if (!isMedia && !entry.FullName.StartsWith(PortalArchive.KeysFolder + "/", StringComparison.Ordinal)) continue;
            var path = Path.GetFullPath(Path.Combine(root, entry.FullName));
            // A name that leads out of the folder is no backup of ours.
            if (!path.StartsWith(root, StringComparison.Ordinal)) throw new InvalidDataException(entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: true, cancellation);
            if (!isMedia) continue;
            files++;
            await using var bytes = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation)) != entry.Name) throw new InvalidDataException(entry.FullName);
        }
        if (files != manifest.Files) throw new InvalidDataException(PortalArchive.MediaFolder);
    }

    private static void MoveInto(string dataPath, string arrived)
    {
        if (!Directory.Exists(arrived)) return;
        foreach (var file in Directory.EnumerateFiles(arrived, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(dataPath, Path.GetRelativePath(arrived, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(file, place, overwrite: true);
        }
    }
}
