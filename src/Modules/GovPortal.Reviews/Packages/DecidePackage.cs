using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Screening;

namespace GovPortal.Reviews.Packages;

/// <param name="Step">Name of the step the reviewer believes to decide.</param>
/// <param name="Hash">Of the versions the reviewer saw (<see cref="PackageStep.Hash"/>).</param>
/// <param name="OverrideReason">Why what the screening blocks may be published; one reason for all that is blocked.</param>
public sealed record DecidePackageCommand(string PackageId, string Step, string Hash, ReviewDecision Decision, string? Comment, string? OverrideReason);

/// <summary>
/// One person's decision on the step that is due, for every version of a package it is due for: all of them or none, each as
/// <see cref="DecideWithScreening"/> decides one. Failures: <c>package.unknown</c>, <c>review.not-this-step</c>, <c>review.stale</c> (the list is not
/// the one that was seen), those of deciding one, with its title as the field. Answers how many were decided. Side effects: as there.
/// </summary>
public sealed class DecidePackage(PortalTransactions transactions, ReadPackage read, DecideWithScreening decide)
{
    public Task<Result<int>> HandleAsync(DecidePackageCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result<int>> ApplyAsync(PortalTransaction tx, DecidePackageCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await read.HandleAsync(tx.Db, command.PackageId, actor, cancellation) is not { } view) return Failure.Of("package.unknown");
        if (view.Due is not { } due || due.Step.Name != command.Step) return Failure.Of(view.OwnWork > 0 ? "review.own-work" : "review.not-this-step");
        if (due.Hash != command.Hash) return Failure.Of("review.stale");
        if (command.Decision == ReviewDecision.Returned && string.IsNullOrWhiteSpace(command.Comment)) return Failure.At("Comment", "review.reason-required");
        if (command.Decision == ReviewDecision.Approved && due.Step.IsConfidentiality && due.Blocking > 0 && string.IsNullOrWhiteSpace(command.OverrideReason)) return Failure.At("OverrideReason", "screening.reason-required", due.Blocking);

        var failures = new List<Failure>();
        foreach (var version in due.Versions)
        {
            var decided = await decide.ApplyAsync(
                tx, new DecideWithScreeningCommand(new DecideReviewCommand(version.Id, version.ManifestHash!, command.Step, command.Decision, command.Comment), command.OverrideReason), actor, cancellation);
            failures.AddRange(decided.Failures.Select(f => f.Field is null ? f with { Field = version.DisplayText } : f));
            if (failures.Count > 0) return failures.DistinctBy(f => (f.Code, f.Field)).ToList();
            await tx.Db.SaveChangesAsync(cancellation);
            tx.Db.ChangeTracker.Clear();
        }
        return due.Versions.Count;
    }
}
