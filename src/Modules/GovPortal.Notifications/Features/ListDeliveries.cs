using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <param name="WebhookId">Only this webhook's.</param>
public sealed record DeliveryFilter(DeliveryState? State = null, DeliveryChannel? Channel = null, string? WebhookId = null);

/// <param name="To">A person's name or a webhook's host; empty for a workflow's mail.</param>
public sealed record DeliveryRow(Delivery Delivery, string To);

/// <param name="Counts">How many there are in each state, before the filter by state.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryRow> Rows, int Total, IReadOnlyDictionary<DeliveryState, int> Counts);

/// <summary>What went out, what waits and what was given up, of the agencies that the actor manages; newest first.</summary>
public sealed class ListDeliveries(PortalDbContext db, IPeople people)
{
    /// <summary>Words of the query find a delivery's id or a person's user name.</summary>
    public async Task<DeliveryPage> HandleAsync(ListQuery list, DeliveryFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        var all = db.Set<Delivery>().AsNoTracking();
        if (actor.AgenciesOf(NoticePermissions.Manage) is { } agencies) all = all.Where(d => agencies.Contains(d.AgencyId!));
        if (filter.Channel is { } channel) all = all.Where(d => d.Channel == channel);
        if (filter.WebhookId is { } webhook) all = all.Where(d => d.WebhookId == webhook);
        if (list.Q is { } words && !words.Contains('\0', StringComparison.Ordinal))
        {
            var user = await people.IdOfAsync(db, words, cancellation) ?? "";
            all = all.Where(d => d.Id == words || d.UserId == user);
        }
        var counts = await all.GroupBy(d => 1).Select(g => new
        {
            Waiting = g.Count(d => d.SentUtc == null && d.ParkedUtc == null),
            Sent = g.Count(d => d.SentUtc != null),
            Failed = g.Count(d => d.ParkedUtc != null),
        }).FirstOrDefaultAsync(cancellation);
        all = filter.State switch
        {
            DeliveryState.Waiting => all.Where(d => d.SentUtc == null && d.ParkedUtc == null),
            DeliveryState.Sent => all.Where(d => d.SentUtc != null),
            DeliveryState.Failed => all.Where(d => d.ParkedUtc != null),
            _ => all,
        };
        var total = await all.CountAsync(cancellation);
        var rows = await all.OrderByDescending(d => d.CreatedUtc).ThenBy(d => d.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        var names = await people.NamesAsync(db, rows.Select(d => d.UserId).OfType<string>(), cancellation);
        var ids = rows.Select(d => d.WebhookId).OfType<string>().Distinct().ToList();
        var urls = await db.Set<Webhook>().AsNoTracking().Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Url, cancellation);
        return new DeliveryPage(
            [.. rows.Select(d => new DeliveryRow(d, To(d)))], total,
            new Dictionary<DeliveryState, int> { [DeliveryState.Waiting] = counts?.Waiting ?? 0, [DeliveryState.Sent] = counts?.Sent ?? 0, [DeliveryState.Failed] = counts?.Failed ?? 0 });

        string To(Delivery d) =>
            d.UserId is { } user ? names.GetValueOrDefault(user, user)
            : d.WebhookId is { } id && urls.TryGetValue(id, out var url) ? new Uri(url).Host
            : "";
    }
}
