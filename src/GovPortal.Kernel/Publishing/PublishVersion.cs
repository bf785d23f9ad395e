using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Publishing;

public sealed record PublishVersionCommand(string VersionId);

/// <summary>
/// Puts an approved version online: one transaction, every reason for a refusal at once. There is no other way to the
/// public pages. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>,
/// <c>publish.already-published</c>, <c>publish.not-reviewed</c>, <c>publish.step-missing</c>, <c>publish.form-missing</c>, <c>publish.review-stale</c>,
/// <c>publish.own-work</c>, <c>publish.own-review</c>, <c>publish.rule-failed</c>, <c>content.*</c>, <c>media.missing</c> and the rules' own.
/// Side effects: pointers, index rows, route, <c>content.published</c>.
/// </summary>
public sealed class PublishVersion(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, IMediaStore media, IEnumerable<IPublishRule> rules,
    ContentIndexer indexer, ChangeRecorder changes, ILogger<PublishVersion> log)
{
    public Task<Result<VersionRef>> HandleAsync(PublishVersionCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, PublishVersionCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.Holds(actor, Permissions.ContentPublish, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        var reviews = await tx.Db.Set<Review>().Where(r => r.VersionId == v.Version.Id).ToListAsync(cancellation);
        var failures = await RefusalsAsync(tx.Db, v, reviews, actor, cancellation);
        if (failures.Count > 0) return failures;

        var (item, version) = (v.Item, v.Version);
        if (item.PublishedVersionId is { } live)
        {
            var superseded = await tx.Db.Set<ContentVersion>().SingleAsync(o => o.Id == live, cancellation);
            superseded.State = Transitions.Next(superseded.State, VersionVerb.Supersede)!.Value;
        }
        version.State = Transitions.Next(version.State, VersionVerb.Publish)!.Value;
        version.PublishedUtc = tx.NowUtc;
        item.PublishedVersionId = version.Id;
        item.PublishedReviewId = ReviewRoute.Parse(version.Route).Holding(version.ManifestHash, reviews).Last(r => r.IsConfidentiality).Id;
        item.PublishedUtc = tx.NowUtc;
        item.FirstPublishedUtc ??= tx.NowUtc;
        item.Path = ItemPaths.Chosen(v.Data) ?? item.Path ?? ItemPaths.FromPattern(v) ?? item.Id;
        var path = item.Path;
        if (!await tx.Db.Set<ContentRoute>().AnyAsync(r => r.Path == path, cancellation))
        {
            tx.Db.Add(new ContentRoute { Path = path, ContentItemId = item.Id });
        }
        await changes.RecordAsync(tx, ContentChangeKind.Published, ContentEvents.Published, v, actor, cancellation,
            ("manifest", version.ManifestHash), ("review", item.PublishedReviewId), ("column", version.ColumnId));
        await indexer.WritePublishedAsync(tx.Db, item.Id, v, cancellation);
        return new VersionRef(item.Id, version.Id, version.Number, item.Revision);
    }

    /// <summary>Every reason why this version may not go online now; the publisher's page shows them before the button is pressed.</summary>
    public async Task<List<Failure>> RefusalsAsync(
        PortalDbContext db, VersionInHand v, IReadOnlyList<Review> reviews, Actor actor, CancellationToken cancellation)
    {
        var (item, version) = (v.Item, v.Version);
        var failures = new List<Failure>();
        if (Transitions.Next(version.State, VersionVerb.Publish) is null)
        {
            failures.Add(VersionFailures.WrongState(version, VersionVerb.Publish));
            if (version.State == VersionState.Published) return failures;
        }
        var attachments = await Attachments.OfAsync(db, media, elements, v, cancellation);
        failures.AddRange(attachments.Missing);
        var hash = Manifest.Hash(item, version, attachments.Files);
        if (version.ManifestHash is not null && hash != version.ManifestHash) failures.Add(Failure.Of("publish.review-stale"));
        if (version.ManifestHash is not null && !await db.Set<ReviewForm>().AnyAsync(f => f.VersionId == version.Id && f.ManifestHash == hash, cancellation))
        {
            failures.Add(Failure.Of("publish.form-missing"));
        }
        var route = version.Route is null ? await ReviewRoute.ForAsync(db, v.Column?.RouteName, cancellation) : ReviewRoute.Parse(version.Route);
        failures.AddRange(route.Missing(hash, reviews).Select(s => Failure.Of("publish.step-missing", s.Title)));
        if (version.ContributorIds.Contains(actor.UserId)) failures.Add(Failure.Of("publish.own-work"));
        var confidentiality = route.Holding(hash, reviews).Where(r => r.IsConfidentiality).Select(r => r.DeciderId).Distinct().ToList();
        if (confidentiality is [var only] && only == actor.UserId) failures.Add(Failure.Of("publish.own-review"));
        failures.AddRange(elements.Check(v.Type, v.Data, complete: true));
        if (ItemPaths.Chosen(v.Data) is { } path && await ItemPaths.CheckFreeAsync(db, path, item.Id, cancellation) is { } taken) failures.Add(taken);
        foreach (var rule in rules)
        {
            try
            {
                failures.AddRange(await rule.CheckAsync(db, v, cancellation));
            }
#pragma warning disable CA1031 // A gate that errs refuses, whatever the error.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(error, "Publish rule {Rule} failed for version {VersionId}", rule.GetType().Name, version.Id);
                failures.Add(Failure.Of("publish.rule-failed", rule.GetType().Name));
            }
        }
        return failures;
    }
}
