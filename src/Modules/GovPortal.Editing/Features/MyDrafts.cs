using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>What waits for a writer: what was sent back, then drafts begun.</summary>
internal sealed class MyDrafts(ITexts texts) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return [];
        VersionState[] states = [VersionState.Returned, VersionState.Recalled, VersionState.Draft];
        var rows = db.Set<ContentIndexRow>().AsNoTracking()
            .Where(r => !r.IsPublished && r.AuthorId == actor.UserId && states.Contains(r.State));
        var counts = await rows.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        if (counts.Count == 0) return [];
        var groups = new List<WorkItemGroup>();
        await AddAsync("退回我修改的", "reply", [VersionState.Returned], "danger", 10);
        await AddAsync("我的草稿", "pencil-square", [VersionState.Draft, VersionState.Recalled], "neutral", 40);
        return groups;

        async Task AddAsync(string title, string icon, VersionState[] which, string tone, int order)
        {
            var total = counts.Where(c => which.Contains(c.Key)).Sum(c => c.Count);
            if (total == 0) return;
            var first = await rows.Where(r => which.Contains(r.State)).OrderByDescending(r => r.ModifiedUtc).Take(Shown).ToListAsync(cancellation);
            groups.Add(new WorkItemGroup(texts[title], icon, $"/Admin/Content?mine=true&state={which[0]}", total,
                [.. first.Select(r => new WorkItem(r.Title, $"/Admin/Content/Item/{r.ContentItemId}", texts[Transitions.Title(r.State)], r.ModifiedUtc, tone))], order));
        }
    }
}
