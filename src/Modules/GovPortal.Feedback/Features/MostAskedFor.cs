using GovPortal.Feedback.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// What readers turned to most in the last <see cref="Days"/> days: their words on whether an item was useful, either way, since who says
/// no needed it too.
/// </summary>
internal sealed class MostAskedFor(IDbContextFactory<PortalDbContext> contexts) : IPublicDemand
{
    private const int Days = 90;

    public async Task<IReadOnlyList<string>> MostAskedForAsync(string contentType, DateOnly day, int count, CancellationToken cancellation)
    {
        var since = day.AddDays(-Days);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await (
            from u in db.Set<UsefulCount>().Where(u => u.Day >= since && u.Day < day)
            join r in db.Set<ContentIndexRow>().Where(r => r.ContentType == contentType) on u.ContentItemId equals r.ContentItemId
            group u by u.ContentItemId into g
            orderby g.Sum(u => u.Yes + u.No) descending, g.Key
            select g.Key).Take(count).ToListAsync(cancellation);
    }
}
