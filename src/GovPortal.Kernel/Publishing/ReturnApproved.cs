using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

public sealed record ReturnApprovedCommand(string VersionId, string Reason);

/// <summary>
/// The publisher sends an approved version back instead of publishing it (R66). Failures: <c>access.not-allowed</c>,
/// <c>version.unknown</c>, <c>version.wrong-state</c>, <c>review.reason-required</c>. Side effect: <c>review.returned</c>.
/// </summary>
public sealed class ReturnApproved(PortalTransactions transactions, VersionLoader loader, ChangeRecorder changes)
{
    public Task<Result> HandleAsync(ReturnApprovedCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, ReturnApprovedCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentPublish, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        // While it is in review only the step that is due may return it.
        if (v.Version.State != VersionState.Approved) return VersionFailures.WrongState(v.Version, VersionVerb.Return);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Failure.At("Reason", "review.reason-required");
        if (command.Reason.Length > DecideReview.MaxComment) return Failure.At("Reason", "review.comment-too-long", DecideReview.MaxComment);
        v.Version.State = Transitions.Next(v.Version.State, VersionVerb.Return)!.Value;
        v.Version.Reason = command.Reason.Trim();
        await changes.RecordAsync(tx, ContentChangeKind.Returned, ContentEvents.Returned, v, actor, cancellation, ("step", "publish"));
        return Result.Ok;
    }
}
