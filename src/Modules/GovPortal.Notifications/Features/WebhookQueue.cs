using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>Queues calls of webhooks, each once. A body holds ids, a kind and an instant; never a title, a text or a person.</summary>
internal static class WebhookQueue
{
    public static async Task NoticeAsync(PortalTransaction tx, Notice notice, CancellationToken cancellation)
    {
        var hooks = await EnabledAsync(tx.Db, cancellation);
        await NewRows.QueueAsync(tx.Db, hooks.Where(h => h.ToneList.Contains(notice.Tone) && h.Concerns(notice.AgencyId)).Select(h => New(
            h, $"webhook/{h.Id}/notice/{notice.Key}", DeliveryKind.Notice, "notice." + notice.Tone, notice.SubjectId, notice.AgencyId, tx.NowUtc, tx.NowUtc)), cancellation);
    }

    /// <summary>Only events after a webhook was made concern it.</summary>
    public static async Task EventsAsync(PortalTransaction tx, IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        var hooks = await EnabledAsync(tx.Db, cancellation);
        await NewRows.QueueAsync(tx.Db,
            from h in hooks
            let kinds = h.KindList
            from e in events
            where kinds.Contains(e.Kind) && h.Concerns(e.AgencyId) && e.OccurredUtc >= h.CreatedUtc
            select New(h, $"webhook/{h.Id}/event/{e.Id}", DeliveryKind.Event, e.Kind, e.SubjectId, e.AgencyId, e.OccurredUtc, tx.NowUtc),
            cancellation);
    }

    public static Delivery Test(Webhook webhook, DateTime nowUtc) =>
        New(webhook, $"webhook/{webhook.Id}/test/{ContentIds.New()}", DeliveryKind.Test, "webhook.test", webhook.Id, webhook.AgencyId, nowUtc, nowUtc);

    private static Task<List<Webhook>> EnabledAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Set<Webhook>().AsNoTracking().Where(w => w.IsEnabled).ToListAsync(cancellation);

    private static Delivery New(
        Webhook webhook, string key, DeliveryKind delivery, string kind, string? subjectId, string? agencyId, DateTime occurredUtc, DateTime nowUtc)
    {
        var id = ContentIds.New();
        return new Delivery
        {
            Id = id, Key = key, Channel = DeliveryChannel.Webhook, Kind = delivery, WebhookId = webhook.Id, AgencyId = agencyId,
            Payload = Body(id, kind, subjectId, agencyId, occurredUtc), CreatedUtc = nowUtc, DueUtc = nowUtc,
        };
    }

    internal static string Body(string id, string kind, string? subjectId, string? agencyId, DateTime occurredUtc) => new JsonObject
    {
        ["id"] = id, ["kind"] = kind, ["subject"] = subjectId, ["agency"] = agencyId,
        ["occurredUtc"] = occurredUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    }.ToJsonString(CanonicalJson.Unescaped);
}

/// <summary>Carries the event log to the webhooks, once for all nodes.</summary>
internal sealed class WebhookReader(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts) : IOnceEventReader
{
    public string Name => "webhooks";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            // Most portals have none: then an event costs no write transaction.
            if (!await db.Set<Webhook>().AnyAsync(w => w.IsEnabled && w.EventKinds != "", cancellation)) return;
        }
        await using var tx = await transactions.BeginAsync(cancellation);
        await WebhookQueue.EventsAsync(tx, events, cancellation);
        await tx.CommitAsync(cancellation);
    }
}
