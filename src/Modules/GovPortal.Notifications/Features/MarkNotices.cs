using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>Marks a person's own notices as read, or as unread again. Ids of other people's are passed over.</summary>
public sealed class MarkNotices(PortalTransactions transactions)
{
    /// <param name="ids">Null marks all.</param>
    /// <returns>How many changed.</returns>
    public async Task<int> HandleAsync(IReadOnlyList<string>? ids, bool read, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var mine = tx.Db.Set<InboxNotice>().Where(n => n.UserId == actor.UserId);
        if (ids is not null) mine = mine.Where(n => ids.Contains(n.Id));
        var now = tx.NowUtc;
        var changed = read
            ? await mine.Where(n => n.ReadUtc == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadUtc, now), cancellation)
            : await mine.Where(n => n.ReadUtc != null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadUtc, (DateTime?)null), cancellation);
        await tx.CommitAsync(cancellation);
        return changed;
    }
}

/// <summary>Opens a person's own notice: it counts as read from then on.</summary>
public sealed class OpenNotice(PortalDbContext db, MarkNotices mark)
{
    /// <summary>Where it leads; null where the person has no such notice.</summary>
    public async Task<string?> HandleAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var notice = await db.Set<InboxNotice>().AsNoTracking().FirstOrDefaultAsync(n => n.Id == id && n.UserId == actor.UserId, cancellation);
        if (notice is null) return null;
        if (notice.ReadUtc is null) await mark.HandleAsync([id], read: true, actor, cancellation);
        return LocalUrl.Accepts(notice.Url) ? notice.Url : "/Admin/Notices";
    }
}
