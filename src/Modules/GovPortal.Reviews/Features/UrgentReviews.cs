using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <param name="Agrees">False objects; an objection says why.</param>
public sealed record ConfirmUrgentCommand(string VersionId, string Step, bool Agrees, string? Comment);

/// <summary>
/// A step that an urgent version skipped is decided after publication (R35). It approves nothing: what went online did so on
/// the confidentiality review. Failures: <c>version.unknown</c>, <c>access.not-allowed</c>, <c>urgent.not-published</c>,
/// <c>urgent.no-such-step</c>, <c>urgent.confirmed-already</c>, <c>review.own-work</c>, <c>review.reason-required</c>,
/// <c>review.comment-too-long</c>. Side effects: a row in Reviews; <c>review.confirmed</c> or <c>review.objected</c>; after the
/// last step its clock is met.
/// </summary>
public sealed class ConfirmUrgent(PortalTransactions transactions, VersionLoader loader, IObligations obligations)
{
    public Task<Result> HandleAsync(ConfirmUrgentCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result> ApplyAsync(PortalTransaction tx, ConfirmUrgentCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v || v.Version.Route is null) return Failure.Of("version.unknown");
        var version = v.Version;
        if (!ContentAccess.CanRead(actor, version)) return Failure.Of(Failure.NotAllowed);
        if (version.PublishedUtc is null) return Failure.Of("urgent.not-published");
        var route = ReviewRoute.Parse(version.Route);
        var index = route.Steps.ToList().FindIndex(s => s.Name == command.Step && s.IsSkipped);
        if (index < 0) return Failure.Of("urgent.no-such-step");
        if (route.Steps[index].CapacityOf(actor, version) is not { } name) return Failure.Of(Failure.NotAllowed);
        var reviews = await tx.Db.Set<Review>().Where(r => r.VersionId == version.Id).ToListAsync(cancellation);
        var failures = new List<Failure>();
        if (version.ContributorIds.Contains(actor.UserId)) failures.Add(Failure.Of("review.own-work"));
        if (UrgentSteps.Confirmed(reviews).Contains(index)) failures.Add(Failure.Of("urgent.confirmed-already"));
        var comment = command.Comment?.Trim() is { Length: > 0 } text ? text : null;
        if (!command.Agrees && comment is null) failures.Add(Failure.At("Comment", "review.reason-required"));
        if (comment?.Length > DecideReview.MaxComment) failures.Add(Failure.At("Comment", "review.comment-too-long", DecideReview.MaxComment));
        if (failures.Count > 0) return failures;

        var review = new Review
        {
            Id = ContentIds.New(), ContentItemId = v.Item.Id, VersionId = version.Id, ManifestHash = version.ManifestHash!, StepIndex = index, StepName = command.Step,
            Decision = command.Agrees ? ReviewDecision.Confirmed : ReviewDecision.Objected, DeciderId = actor.UserId, OnBehalfOf = name == actor.UserId ? null : name,
            Number = reviews.Count + 1, DecidedUtc = tx.NowUtc, Comment = comment,
        };
        tx.Db.Add(review);
        tx.Append(new EventDraft(command.Agrees ? ReviewEvents.Confirmed : ReviewEvents.Objected, actor.UserId, v.Item.Id, version.Id, version.AgencyId, new Dictionary<string, object?>
        {
            ["step"] = command.Step, ["manifest"] = version.ManifestHash, ["behalf"] = review.OnBehalfOf,
        }));
        if (!UrgentSteps.Pending(route, [.. reviews, review]).Any()) await obligations.MeetAsync(tx, v.Item.Id, UrgentSteps.ClockKind, cancellation);
        return Result.Ok;
    }
}

/// <summary>The steps that an urgent version skipped.</summary>
public static class UrgentSteps
{
    /// <summary>Kind of the clock that runs until all are confirmed.</summary>
    public const string ClockKind = "review-urgent";

    /// <summary>Where the route gives the skipped steps no limit of their own.</summary>
    public const string DefaultLimit = "1wd";

    public static HashSet<int> Confirmed(IEnumerable<Review> reviews) =>
        [.. reviews.Where(r => r.Decision is ReviewDecision.Confirmed or ReviewDecision.Objected).Select(r => r.StepIndex)];

    public static IEnumerable<RouteStep> Pending(ReviewRoute route, IEnumerable<Review> reviews)
    {
        var confirmed = Confirmed(reviews);
        return route.Steps.Where((s, i) => s.IsSkipped && !confirmed.Contains(i));
    }
}

/// <summary>When an urgent version goes online, the clock of its confirmations starts.</summary>
internal sealed class UrgentClock(IObligations obligations) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        var v = version.Version;
        if (change != ContentChangeKind.Published || v.UrgentReason is null || v.Route is null) return;
        var skipped = ReviewRoute.Parse(v.Route).Steps.Where(s => s.IsSkipped).ToList();
        if (skipped.Count == 0) return;
        var limit = skipped.Select(s => s.Limit).FirstOrDefault(l => l is { Length: > 0 }) ?? UrgentSteps.DefaultLimit;
        var opened = await obligations.OpenAnewAsync(tx, new ObligationDraft(
            version.Item.Id, v.Id, v.AgencyId, v.ColumnId, v.SectionId, UrgentSteps.ClockKind, limit, DateOnly.FromDateTime(tx.NowUtc.ToCivil()), "紧急通道发布后补办确认", tx.NowUtc), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The time limit {limit} of an urgent version was refused: {opened.Failures[0]}");
    }
}

/// <summary>An urgent version with what is still to be confirmed.</summary>
public sealed record UrgentRow(ContentVersion Version, ReviewRoute Route, IReadOnlyList<Review> Reviews)
{
    public IEnumerable<RouteStep> Pending => UrgentSteps.Pending(Route, Reviews);
}

/// <summary>Urgent publications, newest first, for the office and for who has to confirm.</summary>
internal sealed class ListUrgent(ITexts texts) : IWorkItems
{
    private const int Latest = 50;

    public static async Task<(IReadOnlyList<UrgentRow> Rows, int Total)> HandleAsync(PortalDbContext db, Actor actor, int skip, int take, CancellationToken cancellation)
    {
        var versions = db.Set<ContentVersion>().AsNoTracking().Where(v => v.UrgentReason != null && v.PublishedUtc != null && v.Data != "");
        var agencies = actor.Grants.Where(g => g.Permissions.Contains(Permissions.ContentReadAll) || g.Permissions.Overlaps(Permissions.Reviews)).Select(g => g.AgencyId).Distinct().ToList();
        if (!agencies.Contains(null)) versions = versions.Where(v => agencies.Contains(v.AgencyId));
        var total = await versions.CountAsync(cancellation);
        var rows = await versions.OrderByDescending(v => v.PublishedUtc).ThenBy(v => v.Id).Skip(skip).Take(take).ToListAsync(cancellation);
        var ids = rows.ConvertAll(v => v.Id);
        var reviews = (await db.Set<Review>().AsNoTracking().Where(r => ids.Contains(r.VersionId)).OrderBy(r => r.Number).ToListAsync(cancellation)).ToLookup(r => r.VersionId);
        return ([.. rows.Where(v => ContentAccess.CanRead(actor, v)).Select(v => new UrgentRow(v, ReviewRoute.Parse(v.Route), [.. reviews[v.Id]]))], total);
    }

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Grants.Any(g => g.Permissions.Overlaps(Permissions.Reviews))) return [];
        var (rows, _) = await HandleAsync(db, actor, 0, Latest, cancellation);
        var mine = rows.Where(r => r.Pending.Any(s => s.CapacityOf(actor, r.Version) is not null) && !r.Version.ContributorIds.Contains(actor.UserId)).ToList();
        return mine.Count == 0 ? [] :
        [
            new WorkItemGroup(texts["等我补办确认的"], "lightning-charge", "/Admin/Urgent", mine.Count,
                [.. mine.Take(10).Select(r => new WorkItem(r.Version.DisplayText, "/Admin/Urgent", texts["紧急通道发布，待补办确认"], r.Version.PublishedUtc!.Value, "warning"))], 15),
        ];
    }
}
