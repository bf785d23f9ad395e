using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Search.Following;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <param name="HeadEventId">The last event of the log.</param>
/// <param name="IsRequested">A rebuild was asked for and this node has not got to it.</param>
public sealed record SearchIndexView(SearchState State, long HeadEventId, bool IsRequested)
{
    /// <summary>A rebuild is under way or about to be.</summary>
    public bool IsBusy => State.Rebuild is not null || IsRequested;

    /// <summary>Events that searches do not see yet.</summary>
    public long Behind => Math.Max(0, HeadEventId - State.LastEventId);
}

/// <summary>How this node's search index stands. Failures: <c>access.not-allowed</c>.</summary>
public sealed class ShowSearchIndex(PortalDbContext db, SearchReader reader)
{
    public async Task<Result<SearchIndexView>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        var state = reader.State();
        var requested = await db.Set<PortalEvent>().Where(e => e.Kind == RebuildSearch.Requested)
            .OrderByDescending(e => e.Id).Select(e => e.Id).FirstOrDefaultAsync(cancellation);
        return new SearchIndexView(state, await EventLog.HeadAsync(db, cancellation), requested > state.LastEventId);
    }
}
