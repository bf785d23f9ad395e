using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>How a person wants to be told by mail; everyone chooses for themselves. What already waits is sent as it was queued.</summary>
public sealed class ChooseMail(PortalTransactions transactions)
{
    public async Task HandleAsync(MailMode mode, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await NewRows.InsertAsync(tx.Db, "NoticePreferences", ["UserId", "Mail"], [[actor.UserId, mode]], cancellation);
        await tx.Db.Set<NoticePreference>().Where(p => p.UserId == actor.UserId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Mail, mode), cancellation);
        await tx.CommitAsync(cancellation);
    }
}
