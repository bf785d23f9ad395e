using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <param name="ManifestHash">The hash of what the reviewer saw; a decision on anything else is refused.</param>
/// <param name="Step">Name of the step the reviewer believes to decide.</param>
/// <param name="Comment">The reviewer's words; required to return.</param>
public sealed record DecideReviewCommand(string VersionId, string ManifestHash, string Step, ReviewDecision Decision, string? Comment);

/// <summary>
/// One person's decision on the step that is due. Nobody decides on a version they contributed to. Failures:
/// <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>, <c>review.stale</c>,
/// <c>review.not-this-step</c>, <c>review.own-work</c>, <c>review.reason-required</c>, <c>review.comment-too-long</c>.
/// Side effects: a row in Reviews; <c>review.approved</c> (and <c>content.approved</c> after the last step) or <c>review.returned</c>.
/// </summary>
public sealed class DecideReview(PortalTransactions transactions, VersionLoader loader, ChangeRecorder changes)
{
    /// <summary>Longest comment, in characters.</summary>
    public const int MaxComment = 1000;

    public Task<Result<VersionState>> HandleAsync(DecideReviewCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<VersionState>> ApplyAsync(PortalTransaction tx, DecideReviewCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        var version = v.Version;
        if (!ContentAccess.CanRead(actor, version)) return Failure.Of(Failure.NotAllowed);
        if (version.State != VersionState.InReview) return Failure.Of("version.wrong-state", Transitions.Title(version.State));
        if (version.ManifestHash != command.ManifestHash) return Failure.Of("review.stale");

        var route = ReviewRoute.Parse(version.Route);
        var reviews = await tx.Db.Set<Review>().Where(r => r.VersionId == version.Id).ToListAsync(cancellation);
        if (route.NextStep(version.ManifestHash, reviews) is not { } index || route.Steps[index].Name != command.Step) return Failure.Of("review.not-this-step");
        var step = route.Steps[index];
        if (!step.IsFor(actor, version.AgencyId, version.SectionId)) return Failure.Of(Failure.NotAllowed);

        var failures = new List<Failure>();
        if (version.ContributorIds.Contains(actor.UserId)) failures.Add(Failure.Of("review.own-work"));
        var comment = command.Comment?.Trim() is { Length: > 0 } text ? text : null;
        if (command.Decision == ReviewDecision.Returned && comment is null) failures.Add(Failure.At("Comment", "review.reason-required"));
        if (comment?.Length > MaxComment) failures.Add(Failure.At("Comment", "review.comment-too-long", MaxComment));
        if (failures.Count > 0) return failures;

        tx.Db.Add(new Review
        {
            Id = ContentIds.New(), ContentItemId = v.Item.Id, VersionId = version.Id, ManifestHash = version.ManifestHash, StepIndex = index,
            StepName = step.Name, IsConfidentiality = step.IsConfidentiality, Decision = command.Decision, DeciderId = actor.UserId,
            DecidedUtc = tx.NowUtc, Comment = comment,
        });
        var last = index == route.Steps.Count - 1;
        var verb = command.Decision == ReviewDecision.Returned ? VersionVerb.Return : last ? VersionVerb.Complete : VersionVerb.Approve;
        version.State = Transitions.Next(version.State, verb)!.Value;
        if (command.Decision == ReviewDecision.Returned) version.Reason = comment;
        (string, object?)[] payload = [("step", step.Name), ("manifest", version.ManifestHash)];
        if (command.Decision == ReviewDecision.Returned)
        {
            await changes.RecordAsync(tx, ContentChangeKind.Returned, ContentEvents.Returned, v, actor, cancellation, payload);
        }
        else
        {
            await changes.RecordAsync(tx, ContentChangeKind.StepApproved, ContentEvents.StepApproved, v, actor, cancellation, payload);
            if (last) await changes.RecordAsync(tx, ContentChangeKind.Approved, ContentEvents.Approved, v, actor, cancellation, payload);
        }
        return version.State;
    }
}
