using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <param name="AtUtc">When to go online; null takes the schedule back.</param>
public sealed record SchedulePublicationCommand(string VersionId, DateTime? AtUtc);

/// <summary>
/// Sets the instant at which an approved version goes online, or takes it back. The publication itself is
/// <see cref="PublishVersion"/> with all its gates, by the rights the scheduler holds then. Failures:
/// those of publishing, <c>schedule.past</c>. Side effects: <c>content.scheduled</c> or <c>content.unscheduled</c>, a due job.
/// </summary>
public sealed class SchedulePublication(
    PortalTransactions transactions, VersionLoader loader, PublishVersion publish, ChangeRecorder changes)
{
    public Task<Result> HandleAsync(SchedulePublicationCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, SchedulePublicationCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentPublish, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        var verb = command.AtUtc is null ? VersionVerb.Unschedule : VersionVerb.Schedule;
        if (Transitions.Next(v.Version.State, verb) is not { } next) return VersionFailures.WrongState(v.Version, verb);
        await tx.Db.Set<DueJob>().Where(j => j.Kind == PublishDue.JobKind && j.SubjectId == v.Version.Id).ExecuteDeleteAsync(cancellation);
        if (command.AtUtc is { } at)
        {
            if (at <= tx.NowUtc) return Failure.At("AtUtc", "schedule.past");
            var reviews = await tx.Db.Set<Review>().Where(r => r.VersionId == v.Version.Id).ToListAsync(cancellation);
            var refusals = await publish.RefusalsAsync(tx.Db, v, reviews, actor, cancellation);
            if (refusals.Count > 0) return refusals;
            tx.Db.Add(DueJob.At(PublishDue.JobKind, v.Version.Id, at, actor.UserId));
        }
        v.Version.State = next;
        await changes.RecordAsync(tx, ContentChangeKind.Scheduled, command.AtUtc is null ? ContentEvents.Unscheduled : ContentEvents.Scheduled, v, actor,
            cancellation, ("at", command.AtUtc?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        return Result.Ok;
    }
}

/// <summary>Publishes what was scheduled, as the person who scheduled it, if that person still may.</summary>
public sealed class PublishDue(PublishVersion publish, Actors actors) : IDueJobHandler
{
    public const string JobKind = "publish";

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        if (await actors.LoadAsync(job.ActorId, cancellation) is not { } actor) return Failure.Of(Failure.NotAllowed);
        return await publish.HandleAsync(new PublishVersionCommand(job.SubjectId), actor, cancellation);
    }
}
