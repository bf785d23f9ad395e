using System.IO.Compression;
using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Operations;

/// <summary>
/// Writes a backup of one moment: all tables in one snapshot of the database, then the media and keys. The file appears
/// under its name only when it is whole. Failures: <c>backup.exists</c>.
/// </summary>
public sealed class BackupPortal(IDbContextFactory<PortalDbContext> contexts, Node node, TimeProvider time)
{
    public async Task<Result<ArchiveManifest>> HandleAsync(string file, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (File.Exists(file)) return Failure.Of("backup.exists", Path.GetFileName(file));
        var unfinished = file + ".part";
        ArchiveManifest manifest;
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            manifest = await WriteTablesAsync(zip, progress, cancellation);
            manifest = manifest with { Files = await WriteFolderAsync(zip, PortalArchive.MediaFolder, cancellation) };
            await WriteFolderAsync(zip, PortalArchive.KeysFolder, cancellation);
            await using var entry = zip.CreateEntry(PortalArchive.ManifestName).Open();
            await JsonSerializer.SerializeAsync(entry, manifest, CanonicalJson.Unescaped, cancellation);
        }
        File.Move(unfinished, file);
        return manifest;
    }

    private async Task<ArchiveManifest> WriteTablesAsync(ZipArchive zip, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // One snapshot for all tables: RepeatableRead on PostgreSQL; on SQLite the read lock of a deferred transaction.
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? "BEGIN DEFERRED" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        var rows = 0L;
        foreach (var table in PortalArchive.Tables(db))
        {
            progress?.Report(table.GetTableName()!);
            await using var writer = new StreamWriter(zip.CreateEntry(PortalArchive.EntryName(table)).Open());
            await foreach (var row in PortalArchive.Rows(db, table).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                await writer.WriteAsync((PortalArchive.ToLine(table, row) + "\n").AsMemory(), cancellation);
                rows++;
            }
        }
        var head = await EventLog.HeadAsync(db, cancellation);
        var hash = await db.Set<PortalEvent>().Where(e => e.Id == head).Select(e => e.Hash).FirstOrDefaultAsync(cancellation) ?? EventChain.Genesis;
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancellation)).Last();
        await db.Database.ExecuteSqlRawAsync("ROLLBACK", cancellation);
        return new ArchiveManifest(PortalArchive.Format, migration[(migration.IndexOf('_') + 1)..], time.UtcNow(), head, hash, rows, 0);
    }

    private async Task<int> WriteFolderAsync(ZipArchive zip, string name, CancellationToken cancellation)
    {
        var folder = Path.Combine(node.DataPath, name);
        if (!Directory.Exists(folder)) return 0;
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var entry = zip.CreateEntry($"{name}/{Path.GetRelativePath(folder, path).Replace('\\', '/')}", CompressionLevel.Fastest);
            await using var source = File.OpenRead(path);
            await using var target = entry.Open();
            await source.CopyToAsync(target, cancellation);
            count++;
        }
        return count;
    }
}
