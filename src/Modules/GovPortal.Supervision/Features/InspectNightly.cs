using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>Every night at two, and when somebody asks: a job, done once over all nodes. Each night appoints the next.</summary>
public sealed class InspectNightly(Inspect inspect, PortalTransactions transactions, TimeProvider time) : IDueJobHandler
{
    public const string JobKind = "inspection";
    private const string Nightly = "nightly", Asked = "asked";
    private const int Hour = 2;

    public string Kind => JobKind;
    public bool IsLong => true;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        if (job.SubjectId == Nightly) await AppointAsync(cancellation);
        await inspect.RunAsync(job.ActorId, cancellation);
        return Result.Ok;
    }

    /// <summary>The next night's, where none is appointed.</summary>
    public Task AppointAsync(CancellationToken cancellation)
    {
        var now = time.UtcNow();
        var next = At(now.ToCivilDate()) > now ? now.ToCivilDate() : now.ToCivilDate().AddDays(1);
        return transactions.AppointAsync(new DueJob { Id = $"inspection-{next:yyyyMMdd}", Kind = JobKind, SubjectId = Nightly, ActorId = Actor.System.UserId, DueUtc = At(next) }, cancellation);
    }

    private static DateTime At(DateOnly night) => Instants.FromCivil(night.ToDateTime(new TimeOnly(Hour, 0)));

    /// <summary>Begins one now. Failures: <c>access.not-allowed</c>, <c>inspection.running</c> (one waits or runs already).</summary>
    public Task<Result> AskAsync(Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(SupervisionPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<DueJob>().AnyAsync(j => j.Kind == JobKind && j.SubjectId == Asked && j.DoneUtc == null, cancellation)) return Failure.Of("inspection.running");
        tx.Db.Add(DueJob.At(JobKind, Asked, tx.NowUtc, actor.UserId));
        return Result.Ok;
    }, cancellation);
}
