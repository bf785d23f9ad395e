using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>
/// Makes the postings of an item what they should be by what is public of it now: a posting for its live version, nothing for
/// a draft or an internal column, and everything taken down once it is public no more. Doing it twice changes nothing.
/// </summary>
internal static class QueuePostings
{
    /// <param name="appeared">Items that were published just now, and when: these alone go to a channel for the first time, and to none made later.</param>
    /// <param name="only">For this channel alone, as the caller has it in hand.</param>
    public static async Task ReconcileAsync(
        PortalTransaction tx, IReadOnlyCollection<string> itemIds, IReadOnlyDictionary<string, DateTime> appeared, CancellationToken cancellation, Channel? only = null)
    {
        if (itemIds.Count == 0) return;
        var channels = only is not null ? [only] : await tx.Db.Set<Channel>().AsNoTracking().ToListAsync(cancellation);
        var postings = (await tx.Db.Set<ChannelPosting>().Where(p => itemIds.Contains(p.ContentItemId) && p.ChannelId != null).ToListAsync(cancellation)).ToLookup(p => p.ContentItemId);
        var live = await Live(tx.Db).Where(r => itemIds.Contains(r.ContentItemId)).ToDictionaryAsync(r => r.ContentItemId, cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        foreach (var id in itemIds)
        {
            if (live.GetValueOrDefault(id) is { } row) Follow(tx, row, channels, [.. postings[id]], organisation, appeared.GetValueOrDefault(id));
            else TakeDown(tx, [.. postings[id]], channels);
        }
    }

    /// <summary>What was sent to the channel and has a newer version by now; at most a thousand items at once, the others follow their next version.</summary>
    public static async Task FollowAgainAsync(PortalTransaction tx, Channel channel, CancellationToken cancellation)
    {
        const int most = 1000;
        var live = Live(tx.Db);
        var ids = await tx.Db.Set<ChannelPosting>()
            .Where(p => p.ChannelId == channel.Id && (p.State == PostingState.Submitted || p.State == PostingState.Accepted || p.State == PostingState.Online))
            .Where(p => live.Any(r => r.ContentItemId == p.ContentItemId && r.Number > p.Number)).Select(p => p.ContentItemId).Distinct().OrderBy(i => i).Take(most).ToListAsync(cancellation);
        await ReconcileAsync(tx, ids, new Dictionary<string, DateTime>(), cancellation, channel);
    }

    /// <summary>Nobody calls a channel that is off: what was to be taken down there is a person's work now.</summary>
    public static async Task LeaveToPeopleAsync(PortalTransaction tx, Channel channel, Actor actor, CancellationToken cancellation)
    {
        foreach (var posting in await tx.Db.Set<ChannelPosting>().Where(p => p.ChannelId == channel.Id && p.Task == PostingTask.Withdraw).ToListAsync(cancellation))
        {
            (posting.Task, posting.NeedsHand, posting.LastError) = (PostingTask.None, true, "channel.off");
            tx.Append(ChannelEvents.Hand(posting, actor));
        }
    }

    public static IQueryable<ContentIndexRow> Live(PortalDbContext db) => db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);

    /// <summary>A posting of the live version, where there is none yet.</summary>
    public static ChannelPosting? Add(PortalTransaction tx, ContentIndexRow live, Channel channel, IReadOnlyList<ChannelPosting> own, Actor actor)
    {
        var key = $"{channel.Id}/{live.ContentItemId}/{live.VersionId}";
        if (own.Any(p => p.Key == key)) return null;
        var posting = new ChannelPosting
        {
            Id = ContentIds.New(), Key = key, Kind = channel.Kind, ChannelId = channel.Id, ContentItemId = live.ContentItemId, VersionId = live.VersionId, Number = live.Number,
            AgencyId = live.AgencyId, ColumnId = live.ColumnId, IsChange = own.Any(p => p.ChannelId == channel.Id && (PostingStates.IsThere(p.State) || p.IsUnsure)),
            Task = PostingTask.Send, DueUtc = tx.NowUtc, CreatedUtc = tx.NowUtc,
        };
        posting.Move(PostingState.Queued, tx.NowUtc);
        tx.Db.Add(posting);
        tx.Append(ChannelEvents.Moved(posting, actor));
        return posting;
    }

    private static void Follow(PortalTransaction tx, ContentIndexRow live, List<Channel> channels, List<ChannelPosting> postings, OrganisationSnapshot organisation, DateTime appeared)
    {
        foreach (var channel in channels.Where(c => c.IsEnabled && c.Concerns(live.AgencyId)))
        {
            var own = postings.Where(p => p.ChannelId == channel.Id).ToList();
            var former = own.Where(p => p.VersionId != live.VersionId).ToList();
            var isThere = former.Any(p => PostingStates.IsThere(p.State) || p.IsUnsure);
            // What was on its way goes in its newer version; what was taken down and is published again goes as new.
            var isWanted = former.Any(p => p.State is PostingState.Queued or PostingState.Failed or PostingState.Refused) || appeared >= channel.CreatedUtc && GoesByItself(channel, live, organisation);
            if (!(isThere ? channel.Follows : isWanted)) continue;
            if (Add(tx, live, channel, own, Actor.System) is null) continue;
            foreach (var older in former) Outdate(tx, older);
        }
    }

    private static bool GoesByItself(Channel channel, ContentIndexRow live, OrganisationSnapshot organisation)
    {
        for (var column = organisation.Column(live.ColumnId); column is not null; column = organisation.Column(column.ParentId))
        {
            if (channel.ColumnList.Contains(column.Id)) return true;
        }
        return false;
    }

    /// <summary>What was not sent yet is sent no more; a draft that tells of older content is taken out of the drafts.</summary>
    private static void Outdate(PortalTransaction tx, ChannelPosting older)
    {
        if (older is { State: PostingState.Queued, Attempts: 0 } or { State: PostingState.Failed, IsUnsure: false })
        {
            older.Task = PostingTask.None;
            older.Move(PostingState.Superseded, tx.NowUtc);
            tx.Append(ChannelEvents.Moved(older, Actor.System));
        }
        else if (older.Kind == ChannelKind.WeChat && PostingStates.IsThere(older.State)) Withdraw(tx, older);
    }

    private static void TakeDown(PortalTransaction tx, List<ChannelPosting> postings, List<Channel> channels)
    {
        foreach (var posting in postings)
        {
            var mayBeThere = PostingStates.IsThere(posting.State) || posting.IsUnsure && posting.State is PostingState.Queued or PostingState.Failed;
            if (mayBeThere)
            {
                if (posting.Task == PostingTask.Withdraw || posting.NeedsHand) continue;
                if (channels.Find(c => c.Id == posting.ChannelId) is { IsEnabled: true }) Withdraw(tx, posting);
                else
                {
                    // Nobody calls a channel that is off: whoever switched it off is told.
                    (posting.Task, posting.NeedsHand, posting.LastError) = (PostingTask.None, true, "channel.off");
                    tx.Append(ChannelEvents.Hand(posting, Actor.System));
                }
            }
            else if (posting.State is PostingState.Queued or PostingState.Failed)
            {
                posting.Task = PostingTask.None;
                posting.Move(PostingState.Withdrawn, tx.NowUtc);
                tx.Append(ChannelEvents.Moved(posting, Actor.System));
            }
        }
    }

    private static void Withdraw(PortalTransaction tx, ChannelPosting posting)
    {
        // While an attempt is under way it is left to end first; its end brings this forward.
        if (posting.LastError != Sending.Dispatcher.UnderWay || posting.DueUtc <= tx.NowUtc) posting.DueUtc = tx.NowUtc;
        (posting.Task, posting.Attempts) = (PostingTask.Withdraw, 0);
    }
}

/// <summary>Follows the event log for the channels, once for all nodes.</summary>
internal sealed class ChannelReader(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts) : IOnceEventReader
{
    private const int ChunkSize = 100;

    public string Name => "channels";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        var touched = events.Where(e => e is { Kind: ContentEvents.Published or ContentEvents.Withdrawn, SubjectId: not null }).ToList();
        var columnsChanged = events.Any(e => e.Kind == OrganisationEvents.ColumnsChanged);
        if (touched.Count == 0 && !columnsChanged) return;
        var appeared = touched.Where(e => e.Kind == ContentEvents.Published).GroupBy(e => e.SubjectId!).ToDictionary(g => g.Key, g => g.Max(e => e.OccurredUtc));
        List<string> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            // Most portals have none: then an event costs no write transaction.
            if (!await db.Set<Channel>().AnyAsync(cancellation)) return;
            ids = [.. touched.Select(e => e.SubjectId!).Distinct()];
            // A column that became internal takes its items with it.
            if (columnsChanged) ids = [.. ids.Union(await GoneAsync(db, cancellation))];
        }
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            await QueuePostings.ReconcileAsync(tx, chunk, appeared, cancellation);
            await tx.CommitAsync(cancellation);
        }
    }

    private static Task<List<string>> GoneAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var live = QueuePostings.Live(db);
        return db.Set<ChannelPosting>()
            .Where(p => p.ChannelId != null && !p.NeedsHand && p.State != PostingState.Withdrawn && p.State != PostingState.Superseded && p.State != PostingState.Refused)
            .Where(p => !live.Any(r => r.ContentItemId == p.ContentItemId)).Select(p => p.ContentItemId).Distinct().ToListAsync(cancellation);
    }
}
