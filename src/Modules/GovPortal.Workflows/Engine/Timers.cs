using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>
/// Starts a type at an instant of its timer. The next instant is set in the same transaction, so none is lost and none comes
/// twice; instants that passed while no server ran are made up for by one.
/// </summary>
internal sealed class TimerDue(PortalTransactions transactions, Definitions definitions, RunInstance run) : IDueJobHandler
{
    public const string JobKind = "workflow-timer";

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        var (typeId, activityId) = job.SubjectId.Split('/') is [var type, var activity] ? (type, activity) : ("", "");
        string? started;
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            var row = await tx.Db.Set<WorkflowTypeRow>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == typeId && t.IsEnabled, cancellation);
            if (row is null || (await definitions.OfAsync(tx.Db, row.Id, row.Version, cancellation)) is not { } definition
                || definition.Activity(activityId) is not { IsStart: true, Name: TimerEvent.TypeName } node) return Result.Ok;
            var input = new JsonObject { ["TimerEvent"] = new JsonObject { ["DueUtc"] = job.DueUtc.ToString("O", CultureInfo.InvariantCulture) } };
            started = await StartInstance.AddAsync(tx, new StartRequest(definition, activityId, "timer:" + job.Id, "", input), cancellation);
            if (!await tx.Db.Set<DueJob>().AnyAsync(j => j.Kind == JobKind && j.SubjectId == job.SubjectId && j.DoneUtc == null && j.Id != job.Id, cancellation)) Arm(tx, typeId, node);
            await tx.CommitAsync(cancellation);
        }
        if (started is not null) await run.RunAsync(started, cancellation);
        return Result.Ok;
    }

    /// <summary>Takes back the timers of a type and sets those of its version in force.</summary>
    public static async Task ArmAsync(PortalTransaction tx, WorkflowDefinition definition, bool isEnabled, CancellationToken cancellation)
    {
        var prefix = definition.Id + "/";
        await tx.Db.Set<DueJob>().Where(j => j.Kind == JobKind && j.DoneUtc == null && j.SubjectId.StartsWith(prefix)).ExecuteDeleteAsync(cancellation);
        if (!isEnabled) return;
        foreach (var node in definition.Starts.Where(s => s.Name == TimerEvent.TypeName)) Arm(tx, definition.Id, node);
    }

    private static void Arm(PortalTransaction tx, string typeId, ActivityNode node)
    {
        if (CronTimes.Next(node.Properties, tx.NowUtc) is { } next) tx.Db.Add(DueJob.At(JobKind, $"{typeId}/{node.Id}", next, Actor.System.UserId));
    }
}

/// <summary>Wakes an instance whose time has come.</summary>
internal sealed class WakeDue(PortalTransactions transactions, RunInstance run) : IDueJobHandler
{
    public const string JobKind = "workflow-wait";

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        string? workflowId;
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            workflowId = await tx.Db.Set<WorkflowBlock>().Where(b => b.WaitId == job.SubjectId).Select(b => b.WorkflowId).FirstOrDefaultAsync(cancellation);
            if (workflowId is null || !await WakeInstance.ApplyAsync(tx, workflowId, job.SubjectId, cancellation)) return Result.Ok;
            await tx.CommitAsync(cancellation);
        }
        await run.RunAsync(workflowId, cancellation);
        return Result.Ok;
    }
}
