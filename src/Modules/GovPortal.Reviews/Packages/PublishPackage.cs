using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Features;

namespace GovPortal.Reviews.Packages;

/// <summary>Publishes the approved items of a package as one release set: all of them or none (<see cref="PublishTogether"/>).</summary>
internal sealed class PublishPackage(PortalTransactions transactions, ReadPackage read, PublishTogether together, PackageProgress progress)
{
    public Task<Result<TaskOutcome>> HandleAsync(ReviewPackage package, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, package.Id, actor, cancellation), cancellation);

    private async Task<Result<TaskOutcome>> ApplyAsync(PortalTransaction tx, string packageId, Actor actor, CancellationToken cancellation)
    {
        if (await read.HandleAsync(tx.Db, packageId, actor, cancellation) is not { } view) return Failure.Of("package.unknown");
        var approved = view.In(VersionState.Approved).Select(e => e.Version.Id).ToList();
        if (approved.Count == 0) return Failure.Of("package.nothing-to-do");
        var published = await together.ApplyAsync(tx, approved, actor, done => progress.Set(packageId, done, approved.Count), cancellation);
        return published.Succeeded ? new TaskOutcome(PackageTask.Publish, published.Value.Count, []) : published.As<TaskOutcome>();
    }
}
