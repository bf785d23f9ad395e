using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Columns.Features;

/// <summary>
/// A column that becomes internal takes its published items out of the public lists and their counts in the same transaction: the
/// rows carry the mark and would show them until the next reindex.
/// </summary>
internal static class InternalColumns
{
    /// <param name="db">The transaction's context.</param>
    /// <param name="before">The organisation before the change.</param>
    /// <param name="after">The agency's columns as they will be.</param>
    /// <param name="cancellation">Stops the updates.</param>
    public static async Task FollowAsync(PortalDbContext db, OrganisationSnapshot before, IEnumerable<Column> after, CancellationToken cancellation)
    {
        var now = new OrganisationSnapshot([], [], after);
        var changed = now.Columns.Where(c => before.Column(c.Id) is { } old && before.IsInternal(old) != now.IsInternal(c)).ToLookup(now.IsInternal, c => c.Id);
        foreach (var group in changed)
        {
            var ids = group.ToList();
            await db.Set<ContentIndexRow>().Where(r => ids.Contains(r.ColumnId!))
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.IsInternal, group.Key), cancellation);
            await db.Set<ContentCount>().Where(c => ids.Contains(c.ColumnId))
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.IsInternal, group.Key), cancellation);
            await db.Set<MonthFigures>().Where(f => ids.Contains(f.ColumnId))
                .ExecuteUpdateAsync(f => f.SetProperty(x => x.IsInternal, group.Key), cancellation);
        }
    }
}
