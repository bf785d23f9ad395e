using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <param name="Last">The newest delivery; null where there was none.</param>
public sealed record WebhookRow(Webhook Webhook, Delivery? Last);

public sealed record WebhookPage(IReadOnlyList<WebhookRow> Rows, int Total);

/// <summary>The webhooks that the actor manages.</summary>
public sealed class ListWebhooks(PortalDbContext db)
{
    public async Task<WebhookPage> HandleAsync(ListQuery list, bool? enabled, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var all = Managed(actor);
        if (enabled is { } on) all = all.Where(w => w.IsEnabled == on);
        if (list.Q is { } words && !words.Contains('\0', StringComparison.Ordinal)) all = all.Where(w => w.Url.Contains(words));
        var total = await all.CountAsync(cancellation);
        var rows = await all.OrderBy(w => w.CreatedUtc).ThenBy(w => w.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        var ids = rows.Select(w => w.Id).ToList();
        var last = await db.Set<Delivery>().AsNoTracking().Where(d => ids.Contains(d.WebhookId!))
            .GroupBy(d => d.WebhookId).Select(g => g.OrderByDescending(d => d.CreatedUtc).ThenBy(d => d.Id).First()).ToListAsync(cancellation);
        return new WebhookPage([.. rows.Select(w => new WebhookRow(w, last.Find(d => d.WebhookId == w.Id)))], total);
    }

    /// <summary>Null where there is none that the actor manages.</summary>
    public Task<Webhook?> FindAsync(string id, Actor actor, CancellationToken cancellation) => Managed(actor).FirstOrDefaultAsync(w => w.Id == id, cancellation);

    private IQueryable<Webhook> Managed(Actor actor)
    {
        var all = db.Set<Webhook>().AsNoTracking();
        return actor.AgenciesOf(NoticePermissions.Manage) is { } agencies ? all.Where(w => agencies.Contains(w.AgencyId!)) : all;
    }
}
