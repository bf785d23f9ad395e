using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <param name="Purged">Versions that were purged since and are in it still.</param>
public sealed record BackupRow(BackupRecord Backup, int Purged);

public sealed record BackupPage(IReadOnlyList<BackupRow> Rows, int Total, IReadOnlyDictionary<string, string> Names);

/// <summary>备份记录: what was written where the portal cannot reach, newest first, with what of it was purged here since.</summary>
public sealed class ListBackups(PortalDbContext db, IPeople people)
{
    public async Task<BackupPage> HandleAsync(ListQuery list, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var all = db.Set<BackupRecord>().AsNoTracking();
        var total = await all.CountAsync(cancellation);
        var rows = await all.OrderByDescending(b => b.LastEventId).ThenByDescending(b => b.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        if (rows.Count == 0) return new BackupPage([], total, new Dictionary<string, string>());
        var oldest = rows.Min(b => b.LastEventId);
        var purges = await (
            from e in db.Set<PortalEvent>()
            join v in db.Set<ContentVersion>() on e.VersionId equals v.Id
            where e.Kind == ContentEvents.Purged && e.Id > oldest
            select new { e.Id, v.CreatedUtc }).ToListAsync(cancellation);
        return new BackupPage(
            [.. rows.Select(b => new BackupRow(b, purges.Count(p => p.Id > b.LastEventId && p.CreatedUtc <= b.TakenUtc)))], total,
            await people.NamesAsync(db, rows.Select(b => b.DestroyedBy).OfType<string>().Distinct(), cancellation));
    }
}
