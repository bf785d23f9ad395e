using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary>What waits for a reviewer and for a publisher, on the admin's first page.</summary>
internal sealed class WaitingReviews(ITexts texts) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        await AddAsync("等我审查的", "shield-check", "/Admin/Reviews", ListWaiting.ForReview(db, actor),
            r => new WorkItem(r.Title, $"/Admin/Reviews/{r.VersionId}", texts[r.WaitingStep ?? ""], r.SubmittedUtc ?? r.ModifiedUtc, "info"), 20);
        if (actor.CanSomewhere(Permissions.ContentPublish))
        {
            await AddAsync("等我发布的", "send", "/Admin/Publishing", ListWaiting.ForPublication(db, actor),
                r => new WorkItem(r.Title, $"/Admin/Content/Item/{r.ContentItemId}", texts["审查全部通过"], r.ModifiedUtc, "warning"), 30);
        }
        return groups;

        async Task AddAsync(string title, string icon, string url, IQueryable<ContentIndexRow> rows, Func<ContentIndexRow, WorkItem> item, int order)
        {
            var total = await rows.CountAsync(cancellation);
            if (total == 0) return;
            var first = await rows.OrderBy(r => r.SubmittedUtc).Take(Shown).ToListAsync(cancellation);
            groups.Add(new WorkItemGroup(texts[title], icon, url, total, [.. first.Select(item)], order));
        }
    }
}
