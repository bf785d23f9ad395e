using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Operations;

/// <summary>
/// Writes a backup of one moment: all tables in one snapshot of the database, then the media and keys. The file appears
/// under its name only when it is whole and recorded, so that whoever purges something knows where it still is. Failures:
/// <c>backup.exists</c>. Side effect: <c>backup.written</c>.
/// </summary>
public sealed class BackupPortal(IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Node node, TimeProvider time)
{
    public async Task<Result<ArchiveManifest>> HandleAsync(string file, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (File.Exists(file)) return Failure.Of("backup.exists", Path.GetFileName(file));
        var unfinished = file + ".part";
        try
        {
            var manifest = await WriteAsync(unfinished, progress, cancellation);
            await RecordAsync(Path.GetFileName(file), manifest, () => File.Move(unfinished, file), cancellation);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Recorded before the file gets its name: a record without a backup is no harm, the reverse is.</summary>
    private async Task RecordAsync(string name, ArchiveManifest manifest, Action finish, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var record = new BackupRecord { Id = ContentIds.New(), FileName = name, TakenUtc = manifest.CreatedUtc, LastEventId = manifest.LastEventId };
        tx.Db.Add(record);
        tx.Append(new EventDraft(BackupEvents.Written, Actor.System.UserId, Payload: new Dictionary<string, object?>
        {
            ["backup"] = record.Id, ["file"] = name, ["last"] = manifest.LastEventId,
        }));
        await tx.CommitAsync(cancellation);
        finish();
    }

    private async Task<ArchiveManifest> WriteAsync(string file, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        var manifest = await WriteTablesAsync(zip, progress, cancellation);
        manifest = manifest with { Files = await WriteFolderAsync(zip, PortalArchive.MediaFolder, cancellation) };
        await WriteFolderAsync(zip, PortalArchive.KeysFolder, cancellation);
        await using var entry = zip.CreateEntry(PortalArchive.ManifestName).Open();
        await JsonSerializer.SerializeAsync(entry, manifest, CanonicalJson.Unescaped, cancellation);
        return manifest;
    }

    private async Task<ArchiveManifest> WriteTablesAsync(ZipArchive zip, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var snapshot = await SnapshotAsync(db, cancellation);
        await db.Database.UseTransactionAsync(snapshot, cancellation);
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
        return new ArchiveManifest(PortalArchive.Format, migration[(migration.IndexOf('_') + 1)..], time.UtcNow(), head, hash, rows, 0);
    }

    /// <summary>One moment for all tables: RepeatableRead on PostgreSQL; on SQLite the read lock of a deferred transaction, which lets writers go on.</summary>
    private static async Task<DbTransaction> SnapshotAsync(PortalDbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        return db.Database.GetDbConnection() is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
    }

    private async Task<int> WriteFolderAsync(ZipArchive zip, string name, CancellationToken cancellation)
    {
        var folder = Path.Combine(node.DataPath, name);
        if (!Directory.Exists(folder)) return 0;
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            // What still arrives belongs to no row, and is gone again in a moment; bytes may also be purged while we read the others.
            if (relative.StartsWith(PortalArchive.IncomingFolder, StringComparison.Ordinal) || OpenIfThere(path) is not { } source) continue;
            await using var _ = source;
            await using var target = zip.CreateEntry($"{name}/{relative}", CompressionLevel.Fastest).Open();
            await source.CopyToAsync(target, cancellation);
            count++;
        }
        return count;
    }

    private static FileStream? OpenIfThere(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
