using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

public sealed record RecallVersionCommand(string VersionId);

/// <summary>
/// The writing section takes a version back before it is published; the next draft starts from it. Failures:
/// <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>. Side effect: <c>content.recalled</c>.
/// </summary>
public sealed class RecallVersion(PortalTransactions transactions, VersionLoader loader, ChangeRecorder changes)
{
    public Task<Result> HandleAsync(RecallVersionCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, RecallVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentSubmit, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (Transitions.Next(v.Version.State, VersionVerb.Recall) is not { } next) return VersionFailures.WrongState(v.Version, VersionVerb.Recall);
        v.Version.State = next;
        await changes.RecordAsync(tx, ContentChangeKind.Recalled, ContentEvents.Recalled, v, actor, cancellation);
        return Result.Ok;
    }
}
