using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>
/// Sends a delivery that was given up, or one that waits for its next attempt, as soon as possible, with all attempts before
/// it. One that a node is just sending is left alone. Failures: <c>access.not-allowed</c>, <c>delivery.unknown</c>,
/// <c>delivery.already-sent</c>, <c>delivery.being-sent</c>.
/// </summary>
public sealed class RetryDelivery(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string id, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellation) is not { } delivery) return Failure.Of("delivery.unknown");
        if (!actor.MayManage(delivery.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (delivery.SentUtc is not null) return Failure.Of("delivery.already-sent");
        // An attempt under way has no error of its own yet; taking its row away would send it twice.
        if (delivery.ParkedUtc is null && delivery.LastError == Sending.DeliveryLane.UnderWay && delivery.DueUtc > tx.NowUtc) return Failure.Of("delivery.being-sent");
        var now = tx.NowUtc;
        await tx.Db.Set<Delivery>().Where(d => d.Id == id && d.SentUtc == null && d.Attempts == delivery.Attempts).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.ParkedUtc, (DateTime?)null).SetProperty(d => d.Attempts, 0).SetProperty(d => d.DueUtc, now), cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
