using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>Removes notices, settled deliveries and digest days older than <c>Portal:Notices:KeepDays</c>. What still waits to be sent stays.</summary>
public sealed class DropOldNotices(PortalTransactions transactions, NoticeSettings settings)
{
    public async Task<int> HandleAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var before = tx.NowUtc.AddDays(-settings.KeepDays);
        var day = before.ToCivilDate();
        var dropped = await tx.Db.Set<InboxNotice>().Where(n => n.CreatedUtc < before).ExecuteDeleteAsync(cancellation);
        await tx.Db.Set<Delivery>().Where(d => d.CreatedUtc < before && (d.SentUtc != null || d.ParkedUtc != null)).ExecuteDeleteAsync(cancellation);
        await tx.Db.Set<DigestDay>().Where(d => d.Day < day).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
        return dropped;
    }
}
