using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>Keeps <see cref="ExecutionTask"/> true to the latest version of each measure; what was discarded or taken down has none.</summary>
internal sealed class ExecutionIndex : IContentIndex
{
    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (published || version?.Type.Name is not (null or DecisionData.Execution)) return;
        await db.Set<ExecutionTask>().Where(t => t.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        if (version is null || IsOver(version)) return;
        var task = TaskOf(version);
        db.Add(task);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction writes it again, under the same key.
        db.Entry(task).State = EntityState.Detached;
    }

    private static bool IsOver(VersionInHand v) =>
        v.Version.State == VersionState.Discarded || v.Version.Data.Length == 0 || (v.Version.State == VersionState.Withdrawn && v.Item.PublishedVersionId is null);

    private static ExecutionTask TaskOf(VersionInHand v)
    {
        var (due, completed, progress, steps) =
            (DecisionData.Day(v.Data, "DueOn", DecisionData.Execution), DecisionData.Day(v.Data, "CompletedOn", DecisionData.Execution), DecisionData.Progress(v.Data), DecisionData.Steps(v.Data));
        var standing = ExecutionStanding.Of(progress, completed, due, steps);
        return new ExecutionTask
        {
            ContentItemId = v.Item.Id, Source = Cut(DecisionData.Text(v.Data, DecisionData.Execution, "TaskSource") ?? "", ExecutionTask.MaxSource), Year = (due ?? v.Item.CreatedUtc.ToCivilDate()).Year,
            DueOn = due, CompletedOn = completed, Progress = (int)Math.Clamp(progress ?? 0, 0, 100), IsDone = standing.IsDone, PressingOn = standing.PressingOn, StepCount = steps.Count, StepsDone = standing.StepsDone,
            NextStep = standing.Next is { } next ? Cut(next.Title, ExecutionTask.MaxStep) : null, NextOn = standing.Next?.PlannedOn, Evidence = DecisionData.Evidence(v.Data),
            BegunUtc = v.Item.CreatedUtc, ReportedUtc = v.Version.ModifiedUtc,
        };
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
