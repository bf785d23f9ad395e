using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Packages.Features;

/// <summary>How far the imports of this node are; on another node a page says only that the import runs.</summary>
public sealed class ImportProgress
{
    private readonly ConcurrentDictionary<string, string> _running = new(StringComparer.Ordinal);

    public string? Of(string uploadId) => _running.GetValueOrDefault(uploadId);

    internal void Set(string uploadId, string at) => _running[uploadId] = at;

    internal void End(string uploadId) => _running.TryRemove(uploadId, out _);
}

/// <summary>A refusal as it is kept: the page words it in the language of its reader.</summary>
public sealed record PackageRefusal(string Code, IReadOnlyList<string> Args, string? Where)
{
    public Failure ToFailure() => new(Code, [.. Args], Where);
}

/// <summary>What an import's page shows when it is over.</summary>
/// <param name="Steps">What was done.</param>
/// <param name="Refusals">Every reason why it was not, or not all of it: steps before the one that was refused stay done.</param>
public sealed record PackageOutcome(IReadOnlyList<string> Steps, IReadOnlyList<PackageRefusal> Refusals);

/// <summary>
/// The due job <c>package-import</c>: runs a package that was confirmed, by the rights its uploader has now. Settings hold at once; items wait
/// as drafts in a review package for their form, their review and their publication. Side effects: those of the steps; <c>package.imported</c>.
/// </summary>
internal sealed class ImportPackage(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Actors actors, RunRecipe run, PreviewPackage preview, ImportProgress progress) : IDueJobHandler
{
    public const string JobKind = "package-import";

    public const string Imported = "package.imported";

    public string Kind => JobKind;
    public bool IsLong => true;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        PackageUpload? upload;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            upload = await db.Set<PackageUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == job.SubjectId && u.State == PackageState.Waiting, cancellation);
        }
        if (upload is null) return Failure.Of("package.upload-gone");
        Result<RecipeReport> done;
        try
        {
            done = await ImportAsync(upload, await actors.LoadAsync(job.ActorId, cancellation), cancellation);
        }
        finally
        {
            progress.End(upload.Id);
        }
        var outcome = new PackageOutcome(done.Succeeded ? done.Value.Executed : [], [.. done.Failures.Select(f => new PackageRefusal(f.Code, [.. f.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")], f.Field))]);
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<PackageUpload>().Where(u => u.Id == upload.Id).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.State, done.Succeeded ? PackageState.Done : PackageState.Refused)
            .SetProperty(u => u.Outcome, JsonSerializer.Serialize(outcome, CanonicalJson.Unescaped)), cancellation);
        if (done.Succeeded) tx.Append(new EventDraft(Imported, job.ActorId, upload.Id, Payload: new Dictionary<string, object?> { ["sha"] = upload.Sha256, ["steps"] = outcome.Steps.Count }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private async Task<Result<RecipeReport>> ImportAsync(PackageUpload upload, Actor? actor, CancellationToken cancellation)
    {
        if (actor is null) return Failure.Of(Failure.NotAllowed);
        var command = await preview.CommandAsync(upload, dryRun: false, cancellation);
        return command.Succeeded ? await run.HandleAsync(command.Value, actor, new Told(at => progress.Set(upload.Id, at)), cancellation) : command.As<RecipeReport>();
    }

    /// <summary>Told at once, on the thread that works: the usual one would come late and out of order.</summary>
    private sealed class Told(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
