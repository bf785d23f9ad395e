using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>What waits for those who send: what is still visible over there though it was withdrawn here, and what was given up.</summary>
internal sealed class WaitingPostings(ITexts texts) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(ChannelPermissions.Send)) return [];
        var all = db.Set<ChannelPosting>().AsNoTracking();
        if (actor.AgenciesOf(ChannelPermissions.Send)?.ToList() is { } agencies) all = all.Where(p => agencies.Contains(p.AgencyId));
        var groups = new List<WorkItemGroup>();
        await AddAsync(texts["需人工撤下的信息"], "hand", all.Where(p => p.NeedsHand), "danger", 15);
        await AddAsync(texts["没有送达渠道的信息"], PostingStates.Code(PostingState.Failed), all.Where(p => p.State == PostingState.Failed), "warning", 16);
        return groups;

        async Task AddAsync(string title, string state, IQueryable<ChannelPosting> rows, string tone, int order)
        {
            var first = await rows.OrderBy(p => p.StateUtc).ThenBy(p => p.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            var titles = await ContentAccess.TitlesAsync(db, [.. first.Select(p => p.ContentItemId).Distinct()], actor, cancellation);
            groups.Add(new WorkItemGroup(title, "broadcast-pin", "/Admin/Channels/Postings?state=" + state, total, [.. first.Select(p => new WorkItem(
                titles.GetValueOrDefault(p.ContentItemId) ?? p.ContentItemId, "/Admin/Channels/Item/" + p.ContentItemId, texts[ChannelKinds.Title(p.Kind)], p.StateUtc, tone))], order));
        }
    }
}
