using System.Text.Json.Nodes;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>How far a task had come at the end of a month, by the last version of that month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="On">The day of that version.</param>
public sealed record MonthProgress(DateOnly Month, DateOnly On, int Number, int Progress, int StepsDone, int StepCount);

/// <param name="Document">What it carries out, with its title where the person may see it.</param>
public sealed record ExecutionInFull(
    ExecutionEntry Entry, string Task, IReadOnlyList<ExecutionStep> Steps, IReadOnlyList<MonthProgress> Months, (string ContentItemId, string? Title)? Document, DateOnly Today);

/// <summary>
/// One task with its steps and its way so far, read from its own versions, the newest <see cref="MostVersions"/> of them. Failures:
/// <c>execution.unknown</c>, <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadExecution(IDbContextFactory<PortalDbContext> contexts, VersionLoader loader, TimeProvider time)
{
    public const int MostVersions = 60;

    public async Task<Result<ExecutionInFull>> HandleAsync(string contentItemId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var entry = await (
            from task in db.Set<ExecutionTask>().AsNoTracking()
            where task.ContentItemId == contentItemId
            join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished) on task.ContentItemId equals row.ContentItemId
            select new ExecutionEntry { Task = task, Row = row }).FirstOrDefaultAsync(cancellation);
        if (entry is null || await loader.FindAsync(db, entry.Row.VersionId, cancellation) is not { } latest) return Failure.Of("execution.unknown");
        if (!ContentAccess.CanRead(actor, latest.Version)) return Failure.Of(Failure.NotAllowed);
        (string, string?)? document = DecisionData.PickedDocument(latest.Data) is { } id && await ContentAccess.TitlesAsync(db, [id], actor, cancellation) is var titles && titles.TryGetValue(id, out var title)
            ? (id, title) : null;
        return new ExecutionInFull(
            entry, DecisionData.Text(latest.Data, DecisionData.Execution, "Task") ?? "", DecisionData.Steps(latest.Data), await MonthsAsync(db, contentItemId, actor, cancellation), document, time.UtcNow().ToCivilDate());
    }

    private static async Task<IReadOnlyList<MonthProgress>> MonthsAsync(PortalDbContext db, string contentItemId, Actor actor, CancellationToken cancellation)
    {
        var versions = await db.Set<ContentVersion>().AsNoTracking().Where(v => v.ContentItemId == contentItemId && v.State != VersionState.Discarded && v.Data != "")
            .OrderByDescending(v => v.Number).Take(MostVersions).ToListAsync(cancellation);
        return
        [
            .. versions.Where(v => ContentAccess.CanRead(actor, v)).Reverse<ContentVersion>().Select(ProgressOf).GroupBy(p => p.Month).OrderBy(g => g.Key).Select(g => g.Last()),
        ];
    }

    private static MonthProgress ProgressOf(ContentVersion version)
    {
        var data = (JsonObject)JsonNode.Parse(version.Data)!;
        var (on, steps) = (version.ModifiedUtc.ToCivilDate(), DecisionData.Steps(data));
        return new MonthProgress(new DateOnly(on.Year, on.Month, 1), on, version.Number, (int)Math.Clamp(DecisionData.Progress(data) ?? 0, 0, 100), steps.Count(s => s.ActualOn is not null), steps.Count);
    }
}
