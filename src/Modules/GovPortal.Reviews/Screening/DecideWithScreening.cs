using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Screening;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Screening;

/// <param name="OverrideReason">Why what blocks may be published; needed by the confidentiality step alone.</param>
public sealed record DecideWithScreeningCommand(DecideReviewCommand Decision, string? OverrideReason);

/// <summary>
/// A decision with the findings in view: who approves the confidentiality step of a version with blocking findings says why,
/// and the reason stays on the form. Failures: those of <see cref="DecideReview"/>, <c>screening.reason-required</c>,
/// <c>review.comment-too-long</c>. Side effects: as there; <c>screening.overridden</c>.
/// </summary>
public sealed class DecideWithScreening(PortalTransactions transactions, DecideReview decide)
{
    public Task<Result<VersionState>> HandleAsync(DecideWithScreeningCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    internal async Task<Result<VersionState>> ApplyAsync(PortalTransaction tx, DecideWithScreeningCommand command, Actor actor, CancellationToken cancellation)
    {
        var decision = command.Decision;
        var failures = new List<Failure>();
        VersionScreening? screening = null;
        if (decision.Decision == ReviewDecision.Approved
            && await tx.Db.Set<Kernel.Content.ContentVersion>().FirstOrDefaultAsync(v => v.Id == decision.VersionId, cancellation) is { Route: { } route }
            && ReviewRoute.Parse(route).Steps.Any(s => s.Name == decision.Step && s.IsConfidentiality))
        {
            screening = await tx.Db.Set<VersionScreening>().FirstOrDefaultAsync(s => s.VersionId == decision.VersionId && s.ManifestHash == decision.ManifestHash, cancellation);
        }
        var blocking = screening is null ? [] : ScreenVersion.Read(screening.Findings).Where(f => f.Severity == Severity.Blocking).ToList();
        var reason = command.OverrideReason?.Trim() ?? "";
        if (blocking.Count > 0 && reason.Length == 0) failures.Add(Failure.At("OverrideReason", "screening.reason-required", blocking.Count));
        if (reason.Length > ScreenVersion.MaxReason) failures.Add(Failure.At("OverrideReason", "review.comment-too-long", ScreenVersion.MaxReason));

        var decided = await decide.ApplyAsync(tx, decision, actor, cancellation);
        if (!decided.Succeeded && decided.Has(Failure.NotAllowed)) return decided;
        failures.AddRange(decided.Failures);
        if (failures.Count > 0) return failures;
        if (blocking.Count > 0)
        {
            (screening!.OverrideReason, screening.OverriddenBy, screening.OverriddenUtc) = (reason, actor.UserId, tx.NowUtc);
            tx.Append(new EventDraft(ReviewEvents.ScreeningOverridden, actor.UserId, SubjectOf(tx, decision.VersionId), decision.VersionId, Payload: new Dictionary<string, object?>
            {
                ["findings"] = blocking.Count, ["codes"] = blocking.Select(f => f.Kind).Distinct().ToList(),
            }));
        }
        return decided;
    }

    private static string? SubjectOf(PortalTransaction tx, string versionId) =>
        tx.Db.Set<Kernel.Content.ContentVersion>().Local.FirstOrDefault(v => v.Id == versionId)?.ContentItemId;
}
