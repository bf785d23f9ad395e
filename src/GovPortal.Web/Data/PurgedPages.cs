using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Data;

/// <summary>
/// After a purge, old copies in the database's own files go too. On SQLite freed pages are overwritten (<c>secure_delete</c>) and
/// the write-ahead log, which holds earlier ones, is emptied; while a reader still needs it, that waits for the next events. On
/// PostgreSQL the dead rows are vacuumed; their bytes are overwritten when the space is used again (<c>docs/operations.md</c>).
/// </summary>
internal sealed class PurgedPages(IDbContextFactory<PortalDbContext> contexts) : INodeEventReader
{
    private bool _isDue = true;

    public string Name => "purged-pages";

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await EventLog.HeadAsync(db, cancellation);
    }

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        _isDue |= events.Any(e => e.Kind == ContentEvents.Purged);
        if (!_isDue) return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (db.IsSqlite) _isDue = !await EmptyLogAsync(db, cancellation);
        else
        {
            await db.Database.ExecuteSqlRawAsync("""VACUUM "ContentVersions", "ContentIndex", "ContainedItems", "MediaFiles" """, cancellation);
            _isDue = false;
        }
    }

    /// <summary>Whether all of the log is in the database file and the log is empty.</summary>
    private static async Task<bool> EmptyLogAsync(PortalDbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // A page that is being read ends within moments; the pause is this connection's alone and taken back.
        command.CommandText = "PRAGMA busy_timeout=2000; PRAGMA wal_checkpoint(TRUNCATE)";
        await using var answer = await command.ExecuteReaderAsync(cancellation);
        var isDone = false;
        do
        {
            while (await answer.ReadAsync(cancellation)) isDone = answer.FieldCount == 3 && answer.GetInt32(0) == 0;
        }
        while (await answer.NextResultAsync(cancellation));
        await answer.CloseAsync();
        command.CommandText = "PRAGMA busy_timeout=0";
        await command.ExecuteNonQueryAsync(cancellation);
        return isDone;
    }
}
