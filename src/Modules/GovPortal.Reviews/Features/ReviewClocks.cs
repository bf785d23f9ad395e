using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary>
/// The clock of the step that is due, where the route gives it a time limit: it starts with the day the step becomes due and
/// stops with its decision, whichever that is.
/// </summary>
internal sealed class ReviewClocks(IObligations obligations) : IContentReaction
{
    /// <summary>The kind of clock of a kind of step, <c>review-confidentiality</c>.</summary>
    public static string KindOf(RouteStep step) => "review-" + step.Kind;

    public static IEnumerable<string> Kinds => ReviewRoute.Kinds.Select(k => "review-" + k);

    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change is not (ContentChangeKind.Submitted or ContentChangeKind.StepApproved or ContentChangeKind.SentBack or ContentChangeKind.Returned or ContentChangeKind.Recalled)
            || version.Version.Route is null) return;
        var route = ReviewRoute.Parse(version.Version.Route);
        // The decision that is being made is not saved yet; what the transaction holds counts.
        var stored = await tx.Db.Set<Review>().Where(r => r.VersionId == version.Version.Id).ToListAsync(cancellation);
        var reviews = stored.Union(tx.Db.Set<Review>().Local.Where(r => r.VersionId == version.Version.Id)).ToList();
        var due = version.Version.State == VersionState.InReview && route.NextStep(version.Version.ManifestHash, reviews) is { } next ? route.Steps[next] : null;
        foreach (var kind in route.Steps.Select(KindOf).Distinct())
        {
            if (due is null || KindOf(due) != kind || StepChanged(change, route, due, reviews)) await obligations.MeetAsync(tx, version.Item.Id, kind, cancellation);
        }
        if (due?.Limit is not { Length: > 0 } limit || !StepChanged(change, route, due, reviews)) return;
        var today = DateOnly.FromDateTime(tx.NowUtc.ToCivil());
        var draft = new ObligationDraft(
            version.Item.Id, version.Version.Id, version.Version.AgencyId, version.Version.ColumnId, version.Version.SectionId,
            KindOf(due), limit, today, due.Title, tx.NowUtc);
        var opened = await obligations.OpenAnewAsync(tx, draft, cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The time limit {limit} of the step {due.Name} was refused: {opened.Failures[0]}");
    }

    /// <summary>Whether this change made the step due: in a joint step each but the last approval leaves it due.</summary>
    private static bool StepChanged(ContentChangeKind change, ReviewRoute route, RouteStep due, List<Review> reviews)
    {
        if (change != ContentChangeKind.StepApproved) return true;
        var last = reviews.OrderBy(r => r.Number).Last();
        return last.StepIndex >= route.Steps.Count || route.Steps[last.StepIndex].Name != due.Name;
    }
}
