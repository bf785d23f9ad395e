using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <param name="Rows">Unread first, then the newest first.</param>
public sealed record NoticePage(IReadOnlyList<InboxNotice> Rows, int Total, int Unread);

/// <summary>A person's own inbox; nobody sees another's.</summary>
public sealed class ListNotices(PortalDbContext db)
{
    public async Task<NoticePage> HandleAsync(ListQuery list, bool unreadOnly, string? tone, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var mine = db.Set<InboxNotice>().AsNoTracking().Where(n => n.UserId == actor.UserId);
        var unread = await mine.CountAsync(n => n.ReadUtc == null, cancellation);
        if (unreadOnly) mine = mine.Where(n => n.ReadUtc == null);
        if (tone is { Length: > 0 }) mine = mine.Where(n => n.Tone == tone);
        if (list.Q is { } words && !words.Contains('\0', StringComparison.Ordinal)) mine = mine.Where(n => n.Title.Contains(words) || n.Text.Contains(words));
        var total = await mine.CountAsync(cancellation);
        var rows = await mine.OrderBy(n => n.ReadUtc != null).ThenByDescending(n => n.CreatedUtc).ThenBy(n => n.Id)
            .Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new NoticePage(rows, total, unread);
    }
}
