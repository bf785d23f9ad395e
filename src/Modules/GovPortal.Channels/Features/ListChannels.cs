using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <param name="Waiting">Postings that wait to be sent or taken down.</param>
/// <param name="Troubled">Given up, sent back, or to be taken down by hand.</param>
public sealed record ChannelRow(Channel Channel, int Waiting, int Troubled);

/// <summary>The channels that the actor manages.</summary>
public sealed class ListChannels(PortalDbContext db)
{
    public async Task<IReadOnlyList<ChannelRow>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        var channels = await Managed(actor).OrderBy(c => c.CreatedUtc).ThenBy(c => c.Id).ToListAsync(cancellation);
        var ids = channels.ConvertAll(c => c.Id);
        var counts = await db.Set<ChannelPosting>().Where(p => ids.Contains(p.ChannelId!)).GroupBy(p => p.ChannelId!).Select(g => new
        {
            g.Key, Waiting = g.Count(p => p.Task != PostingTask.None), Troubled = g.Count(p => p.NeedsHand || p.State == PostingState.Failed || p.State == PostingState.Refused),
        }).ToDictionaryAsync(g => g.Key, cancellation);
        return [.. channels.Select(c => new ChannelRow(c, counts.GetValueOrDefault(c.Id)?.Waiting ?? 0, counts.GetValueOrDefault(c.Id)?.Troubled ?? 0))];
    }

    /// <summary>Null where there is none that the actor manages.</summary>
    public Task<Channel?> FindAsync(string id, Actor actor, CancellationToken cancellation) => Managed(actor).FirstOrDefaultAsync(c => c.Id == id, cancellation);

    private IQueryable<Channel> Managed(Actor actor)
    {
        var all = db.Set<Channel>().AsNoTracking();
        return actor.AgenciesOf(ChannelPermissions.Manage) is { } agencies ? all.Where(c => agencies.Contains(c.AgencyId!)) : all;
    }
}
