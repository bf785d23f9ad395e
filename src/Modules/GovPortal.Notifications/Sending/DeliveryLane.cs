using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using GovPortal.Outbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Notifications.Sending;

/// <summary>
/// Sends what is due by one channel, on one node at a time. An attempt is claimed in a transaction of its own before it
/// begins: the row counts it and moves its next time beyond the attempt's end. So two nodes never send one delivery at
/// once, and a delivery is sent again only where a node died between sending and recording it, with the same id.
/// </summary>
internal sealed class DeliveryLane(
    IDeliveryChannel channel, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases, Node node,
    TimeProvider time, ILogger log)
{
    /// <summary>Stands in <see cref="Delivery.LastError"/> from the claim until the attempt's end is recorded.</summary>
    internal const string UnderWay = "delivery.interrupted";

    private const int BatchSize = 50;
    private const int MaxErrorLength = 200;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    /// <summary>Answers how many attempts were made.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        if (!channel.IsOn) return 0;
        var (attempts, away) = (0, new List<string>());
        try
        {
            while (true)
            {
                var batch = await DueAsync(away, cancellation);
                if (batch.Count == 0) return attempts;
                foreach (var delivery in batch)
                {
                    if (away.Contains(delivery.WebhookId ?? "")) continue;
                    // Renewed for each: a long sweep must not lose it half-way.
                    if (!await leases.TryTakeAsync($"deliveries/{channel.Kind}", node.Id, LeaseLength, cancellation)) return attempts;
                    if (!await ClaimAsync(delivery, cancellation)) continue;
                    attempts++;
                    var attempt = await TryAsync(delivery, cancellation);
                    await RecordAsync(delivery, attempt, cancellation);
                    if (!attempt.IsUnreachable) continue;
                    if (delivery.WebhookId is null) return attempts;
                    away.Add(delivery.WebhookId);
                }
            }
        }
        finally
        {
            await channel.CloseAsync();
        }
    }

    private async Task<List<Delivery>> DueAsync(List<string> away, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        return await db.Set<Delivery>().AsNoTracking()
            .Where(d => d.Channel == channel.Kind && d.SentUtc == null && d.ParkedUtc == null && d.DueUtc <= now && (d.WebhookId == null || !away.Contains(d.WebhookId)))
            .OrderBy(d => d.DueUtc).ThenBy(d => d.Id).Take(BatchSize).ToListAsync(cancellation);
    }

    /// <summary>Whether the attempt is this node's. One whose last attempt was never recorded is given up here.</summary>
    private async Task<bool> ClaimAsync(Delivery delivery, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var (now, again) = (tx.NowUtc, tx.NowUtc + Attempts.Claim);
        var row = tx.Db.Set<Delivery>().Where(d => d.Id == delivery.Id && d.SentUtc == null && d.ParkedUtc == null && d.DueUtc <= now && d.Attempts == delivery.Attempts);
        var exhausted = delivery.Attempts >= Attempts.Max;
        var claimed = exhausted
            ? await row.ExecuteUpdateAsync(set => set.SetProperty(d => d.ParkedUtc, now), cancellation)
            : await row.ExecuteUpdateAsync(set => set
                .SetProperty(d => d.Attempts, delivery.Attempts + 1).SetProperty(d => d.DueUtc, again).SetProperty(d => d.LastError, UnderWay), cancellation);
        await tx.CommitAsync(cancellation);
        delivery.Attempts++;
        return claimed == 1 && !exhausted;
    }

    private async Task<Attempt> TryAsync(Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            return await channel.SendAsync(delivery, cancellation);
        }
#pragma warning disable CA1031 // A delivery's failure is its own: it is recorded on its row and tried again.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(error, "Delivery {DeliveryId} failed", delivery.Id);
            return new Attempt("delivery.failed " + error.GetType().Name);
        }
    }

    private async Task RecordAsync(Delivery delivery, Attempt attempt, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var row = tx.Db.Set<Delivery>().Where(d => d.Id == delivery.Id && d.Attempts == delivery.Attempts && d.SentUtc == null);
        var (now, error) = (tx.NowUtc, attempt.Error is { Length: > MaxErrorLength } text ? text[..MaxErrorLength] : attempt.Error);
        if (attempt.Error is null || attempt.IsNothing)
        {
            // What a workflow wrote need not be kept beyond its sending.
            var payload = delivery.Kind == DeliveryKind.Message ? "" : delivery.Payload;
            await row.ExecuteUpdateAsync(set => set
                .SetProperty(d => d.SentUtc, now).SetProperty(d => d.LastError, error).SetProperty(d => d.Payload, payload), cancellation);
            if (attempt.NoticeIds.Count > 0)
            {
                var told = attempt.NoticeIds;
                await tx.Db.Set<InboxNotice>().Where(n => told.Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.MailedUtc, now), cancellation);
            }
        }
        else
        {
            var parked = attempt.IsFinal || delivery.Attempts >= Attempts.Max;
            var again = now + Attempts.WaitAfter(delivery.Attempts);
            log.LogWarning("Delivery {DeliveryId} was not sent at attempt {Attempt}: {Error}", delivery.Id, delivery.Attempts, error);
            await row.ExecuteUpdateAsync(set => set
                .SetProperty(d => d.LastError, error).SetProperty(d => d.DueUtc, parked ? now : again).SetProperty(d => d.ParkedUtc, parked ? now : null), cancellation);
        }
        await tx.CommitAsync(cancellation);
    }
}
