using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

public sealed record PurgeVersionCommand(string VersionId, string Reason);

/// <summary>
/// Removes what leaked: the content of a version that is not live, and by the media module's reaction its files. Hash and
/// reason stay. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>,
/// <c>purge.reason-required</c>. Side effect: <c>content.purged</c>. It cannot be undone.
/// </summary>
public sealed class PurgeVersion(PortalTransactions transactions, VersionLoader loader, ChangeRecorder changes)
{
    public Task<Result> HandleAsync(PurgeVersionCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, PurgeVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentPurge, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (Transitions.Next(v.Version.State, VersionVerb.Purge) is not { } next) return VersionFailures.WrongState(v.Version, VersionVerb.Purge);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Failure.At("Reason", "purge.reason-required");
        var title = v.Version.DisplayText;
        (v.Version.State, v.Version.Reason) = (next, command.Reason.Trim());
        v.Version.DisplayText = "（内容已清除）";
        await changes.RecordAsync(tx, ContentChangeKind.Purged, ContentEvents.Purged, v with { Data = [] }, actor, cancellation,
            ("manifest", v.Version.ManifestHash), ("titleLength", title.Length));
        v.Version.Data = "";
        return Result.Ok;
    }
}
