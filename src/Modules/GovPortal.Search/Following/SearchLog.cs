using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Search.Features;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Following;

/// <summary>A place in the event log: the event's number and its hash in the chain; 0 and empty before the first.</summary>
internal readonly record struct LogPlace(long EventId, string Hash);

/// <summary>What search asks of the event log.</summary>
internal sealed class SearchLog(IDbContextFactory<PortalDbContext> contexts, EventKinds kinds)
{
    private const int BatchSize = 500;

    /// <summary>Kinds after which everything is: names and texts of columns, sections and types stand in each document.</summary>
    private static readonly string[] RebuildKinds =
        [OrganisationEvents.Changed, OrganisationEvents.ColumnsChanged, DefinitionStore.Changed, RebuildSearch.Requested];

    /// <summary>
    /// Kinds after which the item they name is indexed again or removed: whatever changes its page may change what it is found
    /// by. Where the subject is no item, nothing is found and nothing removed.
    /// </summary>
    private readonly string[] _itemKinds = [.. kinds.Public.Append(ContentEvents.Published).Append(ContentEvents.Withdrawn).Append(ContentEvents.Purged).Except(RebuildKinds)];

    public static bool AsksForRebuild(PortalEvent e) => RebuildKinds.Contains(e.Kind);

    public IReadOnlyList<string> ItemsOf(IEnumerable<PortalEvent> events) =>
        [.. events.Where(e => e.SubjectId is not null && _itemKinds.Contains(e.Kind)).Select(e => e.SubjectId!).Distinct()];

    public async Task<LogPlace> HeadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        return new(head, head == 0 ? "" : await db.Set<PortalEvent>().Where(e => e.Id == head).Select(e => e.Hash).SingleAsync(cancellation));
    }

    /// <summary>
    /// Whether this log has the event with the hash. It has not where the database was restored or replaced since the
    /// index was written: then the index tells of another portal.
    /// </summary>
    public async Task<bool> HasAsync(LogPlace place, CancellationToken cancellation)
    {
        if (place.EventId == 0) return true;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<PortalEvent>().AnyAsync(e => e.Id == place.EventId && e.Hash == place.Hash, cancellation);
    }

    /// <summary>Items published, withdrawn or purged after an event, in batches, with the last event of the batch.</summary>
    public async Task<(IReadOnlyList<string> ItemIds, long LastEventId)> ChangedAsync(long after, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var batch = await db.Set<PortalEvent>().AsNoTracking().Where(e => e.Id > after && _itemKinds.Contains(e.Kind))
            .OrderBy(e => e.Id).Take(BatchSize).ToListAsync(cancellation);
        return (ItemsOf(batch), batch.Count == 0 ? after : batch[^1].Id);
    }
}
