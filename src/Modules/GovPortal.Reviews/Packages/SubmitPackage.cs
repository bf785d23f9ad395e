using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <summary>
/// Submits the drafts of a package with one form, on the packages' route: those that are complete; what the others lack is told at their titles
/// and they stay drafts. Each is submitted as alone (<see cref="SubmitVersion"/>), with its own number where it has one.
/// Side effects: as there.
/// </summary>
internal sealed class SubmitPackage(PortalTransactions transactions, ReadPackage read, SubmitVersion submit, VersionLoader loader, PackageProgress progress)
{
    public async Task<Result<TaskOutcome>> HandleAsync(ReviewPackage package, Actor actor, CancellationToken cancellation)
    {
        var form = JsonSerializer.Deserialize<ReviewFormInput>(package.TaskForm!, CanonicalJson.Unescaped)!;
        return await transactions.WriteAsync(tx => ApplyAsync(tx, package.Id, form, actor, cancellation), cancellation);
    }

    private async Task<Result<TaskOutcome>> ApplyAsync(PortalTransaction tx, string packageId, ReviewFormInput form, Actor actor, CancellationToken cancellation)
    {
        if (await read.HandleAsync(tx.Db, packageId, actor, cancellation) is not { CanSubmit: true } view) return Failure.Of(Failure.NotAllowed);
        var author = new Actor(actor.UserId, actor.DisplayName, [.. actor.Grants, new Grant("Importer", new HashSet<string> { Permissions.ContentSubmit }, view.Package.AgencyId, null)]);
        var waiting = view.In(VersionState.Draft).Select(e => e.Version).ToList();
        var (all, done) = (waiting.Count, 0);
        // An item that asks for another to be on its way can go as soon as that one is: what is refused is asked again while
        // anything moves.
        while (true)
        {
            var refused = new List<(ContentVersion Version, IReadOnlyList<Failure> Failures)>();
            foreach (var version in waiting)
            {
                progress.Set(packageId, done, all);
                var submitted = await SubmitAsync(tx, packageId, version, form, author, cancellation);
                if (submitted.Succeeded) done++;
                else refused.Add((version, submitted.Failures));
            }
            if (refused.Count == 0 || refused.Count == waiting.Count)
            {
                return new TaskOutcome(PackageTask.Submit, done, RunPackageTask.Kept(refused.SelectMany(r => r.Failures.Select(f => f with { Field = r.Version.DisplayText }))));
            }
            waiting = refused.ConvertAll(r => r.Version);
        }
    }

    private async Task<Result> SubmitAsync(PortalTransaction tx, string packageId, ContentVersion version, ReviewFormInput form, Actor author, CancellationToken cancellation)
    {
        var own = await loader.FindAsync(tx.Db, version.Id, cancellation) is { } v ? For(form, v) : form;
        var submitted = await submit.ApplyAsync(tx, new SubmitVersionCommand(version.Id, own, InPackage: true), author, cancellation);
        await tx.Db.SaveChangesAsync(cancellation);
        await tx.Db.Set<ReviewPackageItem>().Where(p => p.PackageId == packageId && p.ContentItemId == version.ContentItemId).ExecuteUpdateAsync(set => set.SetProperty(p => p.VersionId, version.Id), cancellation);
        tx.Db.ChangeTracker.Clear();
        return submitted;
    }

    /// <summary>The form as it holds for one item: an official document brings its own number.</summary>
    private static ReviewFormInput For(ReviewFormInput form, VersionInHand v) =>
        (string?)v.Data[v.Type.Name]?["DocumentNumber"]?["Text"] is { Length: > 0 } number ? form with { Carrier = "document", DocumentNumber = number } : form;
}
