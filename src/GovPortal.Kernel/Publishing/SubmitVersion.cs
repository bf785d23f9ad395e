using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

/// <param name="Form">The 信息发布审查表 as its author completed it.</param>
/// <param name="Urgent">Asks for the urgent path; null takes the column's whole route.</param>
/// <param name="InPackage">It came in as part of a package: the packages' route instead of the column's.</param>
public sealed record SubmitVersionCommand(string VersionId, ReviewFormInput Form, int? ExpectedRevision = null, UrgentSubmission? Urgent = null, bool InPackage = false);

/// <summary>
/// The urgent path (当日公开, R35): one named reviewer's confidentiality review of exactly this content, the other steps are
/// confirmed after publication.
/// </summary>
public sealed record UrgentSubmission(string ReviewerId, string Reason);

/// <summary>
/// Sends a draft on its column's route. Complete? Then it is frozen and hashed; from here on only decisions on exactly
/// this hash count. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>,
/// <c>draft.changed-by-other</c>, <c>content.*</c>, <c>media.missing</c>, <c>draft.*</c>, <c>route.section-unknown</c>,
/// <c>route.nobody</c>, <c>urgent.*</c>, <c>form.*</c> and those of the modules' rules. Side effects: the review form; <c>content.submitted</c>.
/// </summary>
public sealed class SubmitVersion(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, IMediaStore media, IPeople people,
    IEnumerable<IPublishRule> rules, ChangeRecorder changes)
{
    /// <summary>Longest reason for the urgent path, in characters.</summary>
    public const int MaxReason = 500;

    public Task<Result<VersionRef>> HandleAsync(SubmitVersionCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, SubmitVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        var (item, version) = (v.Item, v.Version);
        if (!ContentAccess.Holds(actor, Permissions.ContentSubmit, version.AgencyId, version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (Transitions.Next(version.State, VersionVerb.Submit) is not { } next) return VersionFailures.WrongState(version, VersionVerb.Submit);
        if (command.ExpectedRevision is { } revision && revision != item.Revision) return Failure.Of("draft.changed-by-other");

        var (failures, attachments) = await CompleteAsync(tx.Db, v, cancellation);
        failures.AddRange(command.Form.Check());
        var route = await RouteAsync(tx.Db, v, command, actor, cancellation);
        failures.AddRange(route.Failures);
        if (failures.Count > 0 || route.Value is not { } frozen) return failures;

        version.Route = frozen.ToJson();
        version.UrgentReason = command.Urgent?.Reason.Trim();
        version.ManifestHash = Manifest.Hash(item, version, attachments.Files);
        (version.State, version.SubmittedUtc, version.SubmittedBy) = (next, tx.NowUtc, actor.UserId);
        version.AddContributor(actor.UserId);
        var form = ReviewForm.Of(v, command.Form, actor, tx.NowUtc);
        tx.Db.Add(form);
        (string, object?)[] payload = [("manifest", version.ManifestHash), ("form", form.Hash())];
        if (command.Urgent is { } urgent) payload = [.. payload, ("urgent", urgent.ReviewerId)];
        await changes.RecordAsync(tx, ContentChangeKind.Submitted, ContentEvents.Submitted, v, actor, cancellation, payload);
        return new VersionRef(item.Id, version.Id, version.Number, item.Revision);
    }

    /// <summary>What the draft itself still lacks for submission; the editor shows it before the form is filled.</summary>
    public async Task<List<Failure>> MissingAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation) => (await CompleteAsync(db, v, cancellation)).Failures;

    private async Task<(List<Failure> Failures, Attachments Attachments)> CompleteAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation)
    {
        var failures = elements.Check(v.Type, v.Data, complete: true);
        if (v.Column is { IsClosed: true } column) failures.Add(Failure.Of("draft.column-closed", column.Title));
        if (ItemPaths.Chosen(v.Data) is { } path && await ItemPaths.CheckFreeAsync(db, path, v.Item.Id, cancellation) is { } taken) failures.Add(taken);
        var attachments = await Attachments.OfAsync(db, media, elements, v, cancellation);
        failures.AddRange(attachments.Missing);
        foreach (var rule in rules.Where(r => r.AtSubmission)) failures.AddRange(await rule.CheckAsync(db, v, cancellation));
        return (failures, attachments);
    }

    private async Task<Result<ReviewRoute>> RouteAsync(
        PortalDbContext db, VersionInHand v, SubmitVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        var route = command.InPackage ? await ReviewRoute.ForPackageAsync(db, v.Column?.RouteName, cancellation) : await ReviewRoute.ForAsync(db, v.Column?.RouteName, cancellation);
        string[] contributors = [.. v.Version.ContributorIds, actor.UserId];
        if (command.Urgent is { } urgent)
        {
            var failures = new List<Failure>();
            if (v.Disclosure.Urgency != Urgency.Urgent) failures.Add(Failure.Of("urgent.not-urgent"));
            if (string.IsNullOrWhiteSpace(urgent.Reason)) failures.Add(Failure.At("UrgentReason", "urgent.reason-required"));
            if (urgent.Reason?.Length > MaxReason) failures.Add(Failure.At("UrgentReason", "review.comment-too-long", MaxReason));
            var confidentiality = route.Steps.Single(s => s.IsConfidentiality);
            var entitled = await ReviewRoute.EntitledAsync(db, people, confidentiality, v.Version, cancellation);
            if (contributors.Contains(urgent.ReviewerId)) failures.Add(Failure.At("UrgentReviewer", "urgent.own-work"));
            else if (!entitled.Contains(urgent.ReviewerId)) failures.Add(Failure.At("UrgentReviewer", "urgent.not-a-reviewer"));
            if (failures.Count > 0) return failures;
            route = route.Urgent(urgent.ReviewerId);
        }
        return await route.FreezeAsync(db, people, v, contributors, cancellation);
    }
}
