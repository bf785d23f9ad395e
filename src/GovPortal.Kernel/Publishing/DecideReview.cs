using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <param name="ManifestHash">The hash of what the reviewer saw; a decision on anything else is refused.</param>
/// <param name="Step">Name of the step the reviewer believes to decide.</param>
/// <param name="Comment">The reviewer's words; required to return.</param>
/// <param name="ReturnTo">Of a return: name of the earlier step that decides again; null sends it back to its author.</param>
public sealed record DecideReviewCommand(
    string VersionId, string ManifestHash, string Step, ReviewDecision Decision, string? Comment, string? ReturnTo = null);

/// <summary>
/// One person's decision on the step that is due. Nobody decides on a version they contributed to. Failures:
/// <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>, <c>review.stale</c>,
/// <c>review.not-this-step</c>, <c>review.own-work</c>, <c>review.decided-already</c>, <c>review.reason-required</c>,
/// <c>review.comment-too-long</c>, <c>review.return-to-unknown</c>. Side effects: a row in Reviews; <c>review.approved</c> (and
/// <c>content.approved</c> after the last step), <c>review.sent-back</c> (to an earlier step) or <c>review.returned</c>.
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
        if (step.CapacityOf(actor, version) is not { } name) return Failure.Of(Failure.NotAllowed);

        var failures = new List<Failure>();
        if (version.ContributorIds.Contains(actor.UserId)) failures.Add(Failure.Of("review.own-work"));
        if (route.Holding(version.ManifestHash, reviews).Any(r => r.StepIndex == index && r.InNameOf == name)) failures.Add(Failure.Of("review.decided-already"));
        var comment = command.Comment?.Trim() is { Length: > 0 } text ? text : null;
        var returned = command.Decision == ReviewDecision.Returned;
        if (returned && comment is null) failures.Add(Failure.At("Comment", "review.reason-required"));
        if (comment?.Length > MaxComment) failures.Add(Failure.At("Comment", "review.comment-too-long", MaxComment));
        int? backTo = null;
        if (returned && command.ReturnTo is { Length: > 0 } earlier)
        {
            backTo = Enumerable.Range(0, index).Where(i => route.Steps[i].Name == earlier && !route.Steps[i].IsSkipped).Select(i => (int?)i).FirstOrDefault();
            if (backTo is null) failures.Add(Failure.At("ReturnTo", "review.return-to-unknown"));
        }
        if (failures.Count > 0) return failures;

        var review = new Review
        {
            Id = ContentIds.New(), ContentItemId = v.Item.Id, VersionId = version.Id, ManifestHash = version.ManifestHash, StepIndex = index,
            StepName = step.Name, IsConfidentiality = step.IsConfidentiality, Decision = command.Decision, DeciderId = actor.UserId,
            OnBehalfOf = name == actor.UserId ? null : name, ReturnedTo = backTo, Number = reviews.Count + 1, DecidedUtc = tx.NowUtc, Comment = comment,
        };
        tx.Db.Add(review);
        var last = !returned && route.NextStep(version.ManifestHash, [.. reviews, review]) is null;
        var verb = backTo is not null ? VersionVerb.SendBack : returned ? VersionVerb.Return : last ? VersionVerb.Complete : VersionVerb.Approve;
        version.State = Transitions.Next(version.State, verb)!.Value;
        if (verb == VersionVerb.Return) version.Reason = comment;
        (string, object?)[] payload = [("step", step.Name), ("manifest", version.ManifestHash)];
        if (review.OnBehalfOf is not null) payload = [.. payload, ("behalf", review.OnBehalfOf)];
        if (backTo is not null)
        {
            await changes.RecordAsync(tx, ContentChangeKind.SentBack, ContentEvents.SentBack, v, actor, cancellation, [.. payload, ("to", command.ReturnTo)]);
        }
        else if (returned)
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
