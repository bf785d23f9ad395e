using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <summary>A refusal as it is kept: the page words it in the language of its reader.</summary>
/// <param name="Title">Of the item it concerns; null where it concerns all.</param>
public sealed record KeptRefusal(string? Title, string Code, IReadOnlyList<string> Args)
{
    public Failure ToFailure() => new(Code, [.. Args]);
}

/// <summary>What became of a task.</summary>
/// <param name="Done">How many items were submitted or published.</param>
public sealed record TaskOutcome(PackageTask Task, int Done, IReadOnlyList<KeptRefusal> Refusals);

/// <summary>How far the tasks of this node are; on another node a page says only that one runs.</summary>
public sealed class PackageProgress
{
    private readonly ConcurrentDictionary<string, (int Done, int Total)> _running = new(StringComparer.Ordinal);

    public (int Done, int Total)? Of(string packageId) => _running.TryGetValue(packageId, out var at) ? at : null;

    internal void Set(string packageId, int done, int total) => _running[packageId] = (done, total);

    internal void End(string packageId) => _running.TryRemove(packageId, out _);
}

/// <param name="Form">Of a submission.</param>
public sealed record StartPackageTaskCommand(string PackageId, PackageTask Task, ReviewFormInput? Form = null);

/// <summary>
/// Begins to submit or to publish what a package holds; it runs within seconds, beside the page. Failures: <c>package.unknown</c>,
/// <c>access.not-allowed</c>, <c>package.busy</c>, <c>package.nothing-to-do</c>, <c>form.*</c>.
/// </summary>
public sealed class StartPackageTask(PortalTransactions transactions, ReadPackage read)
{
    public Task<Result> HandleAsync(StartPackageTaskCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result> ApplyAsync(PortalTransaction tx, StartPackageTaskCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await read.HandleAsync(tx.Db, command.PackageId, actor, cancellation) is not { } view) return Failure.Of("package.unknown");
        var submits = command.Task == PackageTask.Submit;
        if (!(submits ? view.CanSubmit : view.CanPublish)) return Failure.Of(Failure.NotAllowed);
        if (view.Package.Task is not null) return Failure.Of("package.busy");
        if (!view.In(submits ? [VersionState.Draft] : [VersionState.Approved]).Any()) return Failure.Of("package.nothing-to-do");
        if (submits && (command.Form ?? ReviewFormInput.Read([])).Check() is { Count: > 0 } incomplete) return incomplete;
        var package = view.Package;
        (package.Task, package.TaskBy, package.Outcome) = (command.Task, actor.UserId, null);
        package.TaskForm = submits ? JsonSerializer.Serialize(command.Form, CanonicalJson.Unescaped) : null;
        tx.Db.Add(DueJob.At(RunPackageTask.JobKind, package.Id, tx.NowUtc, actor.UserId));
        return Result.Ok;
    }
}

/// <summary>The due job <c>review-package</c>: does what was asked of a package, by the rights that whoever asked has now.</summary>
internal sealed class RunPackageTask(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Actors actors, SubmitPackage submit, PublishPackage publish, PackageProgress progress) : IDueJobHandler
{
    public const string JobKind = "review-package";

    public string Kind => JobKind;
    public bool IsLong => true;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        ReviewPackage? package;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            package = await db.Set<ReviewPackage>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == job.SubjectId && p.Task != null, cancellation);
        }
        if (package is null) return Failure.Of("package.nothing-to-do");
        var actor = await actors.LoadAsync(job.ActorId, cancellation);
        Result<TaskOutcome> done;
        try
        {
            done = actor is null ? Failure.Of(Failure.NotAllowed)
                : package.Task == PackageTask.Submit ? await submit.HandleAsync(package, actor, cancellation)
                : await publish.HandleAsync(package, actor, cancellation);
        }
        finally
        {
            progress.End(package.Id);
        }
        var outcome = done.Succeeded ? done.Value : new TaskOutcome(package.Task!.Value, 0, Kept(done.Failures));
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<ReviewPackage>().Where(p => p.Id == package.Id).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Task, (PackageTask?)null).SetProperty(p => p.TaskBy, (string?)null).SetProperty(p => p.TaskForm, (string?)null)
            .SetProperty(p => p.Outcome, JsonSerializer.Serialize(outcome, CanonicalJson.Unescaped)), cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    internal static List<KeptRefusal> Kept(IEnumerable<Failure> failures) =>
        [.. failures.Select(f => new KeptRefusal(f.Field, f.Code, [.. f.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")]))];
}
