using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Model;

namespace GovPortal.Notifications.Features;

/// <summary>
/// A mail to the actor's own address, by the same way as all others. Failures: <c>access.not-allowed</c>, <c>mail.off</c>,
/// <c>mail.no-address</c>.
/// </summary>
public sealed class SendTestMail(PortalTransactions transactions, IPeople people, MailSettings mail)
{
    public async Task<Result> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        if (!mail.IsOn) return Failure.Of("mail.off");
        await using var tx = await transactions.BeginAsync(cancellation);
        var emails = await people.ActiveEmailsAsync(tx.Db, [actor.UserId], cancellation);
        if (emails.GetValueOrDefault(actor.UserId, "").Length == 0) return Failure.Of("mail.no-address");
        var id = ContentIds.New();
        tx.Db.Add(new Delivery
        {
            Id = id, Key = "test/" + id, Channel = DeliveryChannel.Mail, Kind = DeliveryKind.Test, UserId = actor.UserId, CreatedUtc = tx.NowUtc, DueUtc = tx.NowUtc,
        });
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
