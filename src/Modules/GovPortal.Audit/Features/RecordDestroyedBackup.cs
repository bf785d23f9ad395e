using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <summary>
/// Records that every copy of a backup was destroyed; the portal cannot see that itself, so somebody stands for it. Failures:
/// <c>access.not-allowed</c>, <c>backup.unknown</c>, <c>backup.destroyed-already</c>. Side effect: <c>backup.destroyed</c>.
/// </summary>
public sealed class RecordDestroyedBackup(PortalTransactions transactions)
{
    /// <summary>Backups hold every agency's content, so the right to purge is needed for all.</summary>
    public static bool MayRecord(Actor actor) => actor.CanSomewhere(Permissions.ContentPurge) && actor.AgenciesOf(Permissions.ContentPurge) is null;

    public Task<Result> HandleAsync(string backupId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (!MayRecord(actor)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<BackupRecord>().FirstOrDefaultAsync(b => b.Id == backupId, cancellation) is not { } backup) return Failure.Of("backup.unknown");
        if (backup.DestroyedUtc is not null) return Failure.Of("backup.destroyed-already", backup.FileName);
        (backup.DestroyedUtc, backup.DestroyedBy) = (tx.NowUtc, actor.UserId);
        tx.Append(new EventDraft(BackupEvents.Destroyed, actor.UserId, Payload: new Dictionary<string, object?> { ["backup"] = backup.Id, ["file"] = backup.FileName }));
        return Result.Ok;
    }, cancellation);
}
