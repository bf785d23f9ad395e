using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>
    /// Walks the whole chain. Answers how many events hold, and the first number that does not (a changed,
    /// removed or inserted row), or null.
    /// </summary>
    public static async Task<(long Checked, long? BrokenAt)> VerifyAsync(PortalDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (expected, previous) = (1L, EventChain.Genesis);
        await foreach (var e in db.Set<PortalEvent>().AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (e.Id != expected || e.PreviousHash != previous || !EventChain.Holds(e)) return (expected - 1, expected);
            (expected, previous) = (e.Id + 1, e.Hash);
        }
        var counter = await db.Set<EventCounter>().AsNoTracking().SingleAsync(cancellation);
        return counter.LastEventId == expected - 1 && counter.LastHash == previous
            ? (expected - 1, null)
            : (expected - 1, expected);
    }
}
