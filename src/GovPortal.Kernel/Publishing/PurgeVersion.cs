using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

public sealed record PurgeVersionCommand(string VersionId, string Reason);

/// <summary>
/// Removes what leaked: the content of a version that is not live, and by the media module's reaction its files. Hash and
/// reason stay, and backups that hold it still are counted in the event. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>,
/// <c>purge.reason-required</c>. Side effect: <c>content.purged</c>. It cannot be undone.
/// </summary>
public sealed class PurgeVersion(PortalTransactions transactions, VersionLoader loader, ChangeRecorder changes)
{
    /// <summary>Answers how many backups hold the content still.</summary>
    public Task<Result<int>> HandleAsync(PurgeVersionCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<int>> ApplyAsync(PortalTransaction tx, PurgeVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentPurge, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (Transitions.Next(v.Version.State, VersionVerb.Purge) is not { } next) return VersionFailures.WrongState(v.Version, VersionVerb.Purge);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Failure.At("Reason", "purge.reason-required");
        var title = v.Version.DisplayText;
        (v.Version.State, v.Version.Reason) = (next, command.Reason.Trim());
        v.Version.DisplayText = "（内容已清除）";
        var backups = await BackupRecord.Holding(tx.Db, v.Version.CreatedUtc).CountAsync(cancellation);
        await changes.RecordAsync(tx, ContentChangeKind.Purged, ContentEvents.Purged, v with { Data = [] }, actor, cancellation,
            ("manifest", v.Version.ManifestHash), ("titleLength", title.Length), ("backups", backups));
        v.Version.Data = "";
        return backups;
    }
}

/// <summary>
/// A backup that was written: it keeps what the portal held then, whatever is purged later. Where it lies, and whether it was
/// destroyed, people say.
/// </summary>
public sealed class BackupRecord
{
    public required string Id { get; init; }
    public required string FileName { get; init; }
    public DateTime TakenUtc { get; init; }
    public long LastEventId { get; init; }
    public DateTime? DestroyedUtc { get; set; }
    public string? DestroyedBy { get; set; }

    /// <summary>Those not destroyed that were taken since the content came to be; asked while it is purged.</summary>
    public static IQueryable<BackupRecord> Holding(PortalDbContext db, DateTime createdUtc) =>
        db.Set<BackupRecord>().Where(b => b.DestroyedUtc == null && b.TakenUtc >= createdUtc);
}

internal sealed class BackupModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<BackupRecord>(backup =>
    {
        backup.ToTable("Backups").HasKey(b => b.Id);
        backup.Property(b => b.Id).HasMaxLength(26);
        backup.Property(b => b.FileName).HasMaxLength(260);
        backup.Property(b => b.DestroyedBy).HasMaxLength(64);
        backup.HasIndex(b => b.TakenUtc);
    });
}

public static class BackupEvents
{
    /// <summary>Payload: backup, file, last (number of the last event in it).</summary>
    public const string Written = "backup.written";
    public const string Destroyed = "backup.destroyed";
}
