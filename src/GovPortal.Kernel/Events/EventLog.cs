using GovPortal.Kernel.Content;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovPortal.Kernel.Events;

/// <summary>Writes events at the end of a transaction, and checks the whole chain.</summary>
public static class EventLog
{
    private sealed record Counter(long LastEventId, string LastHash);

    /// <summary>
    /// The counter row is updated first and so locks out every other writer until commit: numbers appear in
    /// commit order, and a reader that polls by number never skips an event of a slower transaction.
    /// </summary>
    internal static async Task WriteAsync(
        PortalDbContext db, IReadOnlyList<EventDraft> drafts, DateTime nowUtc, CancellationToken cancellation)
    {
        var counter = (await db.Database.SqlQuery<Counter>(
            $"""UPDATE "EventCounter" SET "LastEventId" = "LastEventId" + {drafts.Count} WHERE "Id" = 1 RETURNING "LastEventId", "LastHash" """)
            .ToListAsync(cancellation)).Single();
        var (id, hash) = (counter.LastEventId - drafts.Count, counter.LastHash);
        foreach (var draft in drafts)
        {
            var payload = CanonicalJson.Of(draft.Payload ?? new Dictionary<string, object?>());
            var previous = hash;
            id++;
            hash = EventChain.Hash(id, draft.Kind, nowUtc, draft.ActorId, draft.SubjectId, draft.VersionId, draft.AgencyId, payload, previous);
            db.Add(new PortalEvent
            {
                Id = id, Kind = draft.Kind, OccurredUtc = nowUtc, ActorId = draft.ActorId, SubjectId = draft.SubjectId,
                VersionId = draft.VersionId, AgencyId = draft.AgencyId, Payload = payload, PreviousHash = previous, Hash = hash,
            });
        }
        await db.SaveChangesAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"""UPDATE "EventCounter" SET "LastHash" = {hash} WHERE "Id" = 1""", cancellation);
    }

    /// <summary>The number of the last event; 0 where there is none.</summary>
    public static Task<long> HeadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<EventCounter>().Select(c => c.LastEventId).SingleAsync(cancellation);
    }

    /// <summary>The number and hash of the last event as the counter tells them; 0 and <see cref="EventChain.Genesis"/> where there is none.</summary>
    public static async Task<(long LastEventId, string LastHash)> EndAsync(PortalDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var counter = await db.Set<EventCounter>().AsNoTracking().SingleOrDefaultAsync(cancellation);
        return (counter?.LastEventId ?? 0, counter?.LastHash ?? "");
    }

    /// <summary>
    /// All rows up to a number in their order, one at a time, as the table holds them: an instant that isn't written as this
    /// application writes it comes out as the first of all instants, so that its row does not hold.
    /// </summary>
    public static async IAsyncEnumerable<PortalEvent> ReadAsync(PortalDbContext db, long upTo = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = """
                SELECT "Id", "Kind", "OccurredUtc", "ActorId", "SubjectId", "VersionId", "AgencyId", "Payload", "PreviousHash", "Hash"
                FROM "PortalEvents" WHERE "Id" <= @upTo ORDER BY "Id"
                """;
            command.CommandTimeout = 0;
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            var limit = command.CreateParameter();
            (limit.ParameterName, limit.Value) = ("upTo", upTo);
            command.Parameters.Add(limit);
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            string? Text(int i) => rows.IsDBNull(i) ? null : rows.GetString(i);
            while (await rows.ReadAsync(cancellation))
            {
                yield return new PortalEvent
                {
                    Id = rows.GetInt64(0), Kind = Text(1) ?? "", OccurredUtc = Instant(rows, db.IsSqlite), ActorId = Text(3) ?? "", SubjectId = Text(4),
                    VersionId = Text(5), AgencyId = Text(6), Payload = Text(7) ?? "", PreviousHash = Text(8) ?? "", Hash = Text(9) ?? "",
                };
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static DateTime Instant(DbDataReader row, bool sqlite)
    {
        const int At = 2;
        const string Form = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        try
        {
            if (!sqlite) return row.GetDateTime(At);
            var text = row.GetString(At);
            return DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                && instant == Instants.Truncate(instant) && instant.ToString(Form, CultureInfo.InvariantCulture) == text ? instant : default;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            return default;
        }
    }

    /// <summary>
    /// Walks the whole chain, or its beginning up to a number, one row at a time, and names the first row that was altered, removed,
    /// moved or put in. Events that are written meanwhile don't disturb it: the counter is read before and after.
    /// </summary>
    public static async Task<ChainCheck> VerifyAsync(PortalDbContext db, CancellationToken cancellation, long upTo = long.MaxValue)
    {
        var (atLeast, hash) = await EndAsync(db, cancellation);
        var walk = new ChainWalk(atLeast);
        var hashAtCounter = EventChain.Genesis;
        await foreach (var e in ReadAsync(db, upTo, cancellation))
        {
            if (walk.Take(e) is { } fault) return walk.Of(fault);
            if (e.Id == atLeast) hashAtCounter = e.Hash;
        }
        if (upTo < atLeast) return walk.End(upTo, null);
        if (walk.Checked < atLeast || hashAtCounter != hash) return walk.End(atLeast, walk.Checked > atLeast ? null : hash) is { Fault: not null } broken
            ? broken : walk.Of(new ChainFault(ChainFaultKind.EndDiffers, Math.Max(atLeast, 1), Math.Max(atLeast, 1)));
        var (atMost, _) = await EndAsync(db, cancellation);
        return walk.End(Math.Min(walk.Checked, atMost), null);
    }
}
