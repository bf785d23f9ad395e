using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>
/// Queues the day's digests, once a day over all nodes: the day's row and the deliveries are one transaction. One for each
/// person who wants a digest, has an address and an unread notice that no mail told of.
/// </summary>
public sealed class QueueDigests(PortalTransactions transactions, IPeople people, MailSettings mail)
{
    /// <summary>How many were queued; null where it is not time yet, the day's are queued already or this node sends no mail.</summary>
    public async Task<int?> HandleAsync(CancellationToken cancellation)
    {
        if (!mail.IsOn) return null;
        await using var tx = await transactions.BeginAsync(cancellation);
        if (DigestTime.DueDay(tx.NowUtc.ToCivil()) is not { } day) return null;
        if (await NewRows.InsertAsync(tx.Db, "DigestDays", ["Day", "QueuedUtc"], [[day, tx.NowUtc]], cancellation) == 0) return null;
        var queued = await QueueAsync(tx, day, cancellation);
        await tx.CommitAsync(cancellation);
        return queued;
    }

    private async Task<int> QueueAsync(PortalTransaction tx, DateOnly day, CancellationToken cancellation)
    {
        var untold = tx.Db.Set<InboxNotice>().AsNoTracking().Where(n => n.ReadUtc == null && n.MailedUtc == null).Select(n => n.UserId).Distinct();
        var ids = await (
            from id in untold
            join p in tx.Db.Set<NoticePreference>() on id equals p.UserId into chosen
            from p in chosen.DefaultIfEmpty()
            where p == null || p.Mail == MailMode.Digest
            select id).ToListAsync(cancellation);
        var emails = await people.ActiveEmailsAsync(tx.Db, ids, cancellation);
        return await NewRows.QueueAsync(tx.Db, emails.Where(e => e.Value.Length > 0).Select(e => e.Key).Order(StringComparer.Ordinal).Select(user => new Delivery
        {
            Id = ContentIds.New(), Key = $"digest/{day:yyyy-MM-dd}/{user}", Channel = DeliveryChannel.Mail, Kind = DeliveryKind.Digest, UserId = user,
            CreatedUtc = tx.NowUtc, DueUtc = tx.NowUtc,
        }), cancellation);
    }
}
