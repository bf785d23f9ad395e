using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>How far the imports of this node are; on another node a page says only that the import runs.</summary>
public sealed class ImportProgress
{
    private readonly ConcurrentDictionary<string, (int Done, int Total)> _running = new(StringComparer.Ordinal);

    public (int Done, int Total)? Of(string uploadId) => _running.TryGetValue(uploadId, out var at) ? at : null;

    internal void Set(string uploadId, (int Done, int Total) at) => _running[uploadId] = at;

    internal void End(string uploadId) => _running.TryRemove(uploadId, out _);
}

/// <summary>What an import's page shows when it is over.</summary>
/// <param name="Refusals">Every reason why nothing was written; empty when it was.</param>
public sealed record ImportOutcome(int New, int Changed, int Unchanged, IReadOnlyList<ImportRefusal> Refusals)
{
    /// <summary>How many entries were left out.</summary>
    public int Skipped { get; init; }

    /// <summary>Why they were, at their cells.</summary>
    public IReadOnlyList<ImportRefusal> Reasons { get; init; } = [];
}

/// <summary>A refusal as it is kept: the page words it in the language of its reader.</summary>
public sealed record ImportRefusal(string Code, IReadOnlyList<string> Args, string? Cell)
{
    public Failure ToFailure() => new(Code, [.. Args], Cell);
}

/// <summary>The due job <c>list-import</c>: applies a list that was confirmed, by the rights its uploader has now, and keeps the outcome for their page.</summary>
internal sealed class RunImport(
    IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Actors actors, ApplyImport apply, ImportProgress progress) : IDueJobHandler
{
    public const string JobKind = "list-import";

    public string Kind => JobKind;
    public bool IsLong => true;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        ImportUpload? upload;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            upload = await db.Set<ImportUpload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == job.SubjectId && u.State == ImportState.Waiting, cancellation);
        }
        if (upload is null) return Failure.Of("import.upload-gone");
        var actor = await actors.LoadAsync(job.ActorId, cancellation);
        Result<ListApplied> done;
        try
        {
            done = actor is null ? Failure.Of(Failure.NotAllowed)
                : await apply.HandleAsync(upload, upload.Token, actor, new Told(at => progress.Set(upload.Id, at)), cancellation);
        }
        finally
        {
            progress.End(upload.Id);
        }
        var outcome = done.Succeeded
            ? new ImportOutcome(done.Value.New, done.Value.Changed, done.Value.Unchanged, []) { Skipped = done.Value.Skipped, Reasons = Kept(done.Value.Reasons) }
            : new ImportOutcome(0, 0, 0, Kept(done.Failures));
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<ImportUpload>().Where(u => u.Id == upload.Id).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.State, done.Succeeded ? ImportState.Done : ImportState.Refused)
            .SetProperty(u => u.Outcome, JsonSerializer.Serialize(outcome, CanonicalJson.Unescaped)), cancellation);
        await tx.CommitAsync(cancellation);
        return done;
    }

    private static List<ImportRefusal> Kept(IEnumerable<Failure> failures) =>
        [.. failures.Select(f => new ImportRefusal(f.Code, [.. f.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")], f.Field))];

    /// <summary>Told at once, on the thread that works: the usual one would come late and out of order.</summary>
    private sealed class Told(Action<(int Done, int Total)> tell) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => tell(value);
    }
}
