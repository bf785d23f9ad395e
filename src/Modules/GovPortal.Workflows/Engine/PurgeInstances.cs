using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Engine;

/// <summary>Once a day removes instances that ended long ago, with their trails. What faulted stays until someone looks at it.</summary>
internal sealed class PurgeInstances(PortalTransactions transactions, WorkflowSettings settings) : IDueJobHandler
{
    public const string JobKind = "workflow-purge";
    private const int BatchSize = 500;

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        while (await BatchAsync(cancellation) == BatchSize) { }
        await using var tx = await transactions.BeginAsync(cancellation);
        var before = tx.NowUtc.AddDays(-settings.KeepFinishedDays);
        // A start is remembered for as long as its event might come again.
        await tx.Db.Set<WorkflowStart>().Where(s => s.AtUtc < before).ExecuteDeleteAsync(cancellation);
        await ArmAsync(tx, job.Id, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Sets the next night's purge where none is set.</summary>
    public static async Task ArmAsync(PortalTransaction tx, string? except, CancellationToken cancellation)
    {
        if (await tx.Db.Set<DueJob>().AnyAsync(j => j.Kind == JobKind && j.DoneUtc == null && j.Id != except, cancellation)) return;
        var night = Instants.FromCivil(tx.NowUtc.ToCivil().Date.AddDays(1).AddHours(3));
        tx.Db.Add(DueJob.At(JobKind, JobKind, night, Actor.System.UserId));
    }

    private async Task<int> BatchAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var before = tx.NowUtc.AddDays(-settings.KeepFinishedDays);
        var ids = await tx.Db.Set<WorkflowInstance>()
            .Where(i => (i.Status == WorkflowStatus.Finished || i.Status == WorkflowStatus.Aborted) && i.FinishedUtc < before).Select(i => i.Id).Take(BatchSize).ToListAsync(cancellation);
        await tx.Db.Set<WorkflowStep>().Where(s => ids.Contains(s.WorkflowId)).ExecuteDeleteAsync(cancellation);
        await tx.Db.Set<WorkflowInstance>().Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
        return ids.Count;
    }
}
