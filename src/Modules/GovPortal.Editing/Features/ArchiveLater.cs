using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <summary>The instants in Orchard's PublishLaterPart and ArchiveLaterPart.</summary>
internal static class LaterDates
{
    public static DateTime? Read(JsonObject? data, string part, string property) =>
        (data?[part] as JsonObject)?[property] is JsonValue v && v.TryGetValue<string>(out var text)
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}

/// <summary>
/// An item that goes live with an end (<c>ArchiveLaterPart</c>, 公示期满) is taken off when it comes; what replaces or
/// withdraws it before takes the appointment with it.
/// </summary>
internal sealed class ArchiveLater : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change is not (ContentChangeKind.Published or ContentChangeKind.Withdrawn)) return;
        await tx.Db.Set<DueJob>().Where(j => j.Kind == ArchiveDue.JobKind && j.SubjectId == version.Item.Id && j.DoneUtc == null).ExecuteDeleteAsync(cancellation);
        if (change == ContentChangeKind.Published && LaterDates.Read(version.Data, "ArchiveLaterPart", "ScheduledArchiveUtc") is { } at)
        {
            tx.Db.Add(DueJob.At(ArchiveDue.JobKind, version.Item.Id, at, actor.UserId));
        }
    }
}

/// <summary>Takes the item off as the person who published it, if that person still may.</summary>
internal sealed class ArchiveDue(WithdrawItem withdraw, Actors actors) : IDueJobHandler
{
    public const string JobKind = "archive";

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        if (await actors.LoadAsync(job.ActorId, cancellation) is not { } actor) return Failure.Of(Failure.NotAllowed);
        return await withdraw.HandleAsync(new WithdrawItemCommand(job.SubjectId, "expired"), actor, cancellation);
    }
}
