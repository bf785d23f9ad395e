using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Publishing;

public sealed record SubmitVersionCommand(string VersionId, int? ExpectedRevision = null);

/// <summary>
/// Sends a draft on its column's route. Complete? Then it is frozen and hashed; from here on only decisions on exactly
/// this hash count. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>, <c>version.wrong-state</c>,
/// <c>draft.changed-by-other</c>, <c>content.*</c>, <c>media.missing</c>, <c>draft.*</c>. Side effect: <c>content.submitted</c>.
/// </summary>
public sealed class SubmitVersion(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, IMediaStore media, ChangeRecorder changes)
{
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

        var failures = elements.Check(v.Type, v.Data, complete: true);
        if (v.Column is { IsClosed: true } column) failures.Add(Failure.Of("draft.column-closed", column.Title));
        if (ItemPaths.Chosen(v.Data) is { } path && await ItemPaths.CheckFreeAsync(tx.Db, path, item.Id, cancellation) is { } taken) failures.Add(taken);
        var attachments = await Attachments.OfAsync(tx.Db, media, elements, v, cancellation);
        failures.AddRange(attachments.Missing);
        if (failures.Count > 0) return failures;

        version.Route = (await ReviewRoute.ForAsync(tx.Db, v.Column?.RouteName, cancellation)).ToJson();
        version.ManifestHash = Manifest.Hash(item, version, attachments.Files);
        (version.State, version.SubmittedUtc, version.SubmittedBy) = (next, tx.NowUtc, actor.UserId);
        version.AddContributor(actor.UserId);
        await changes.RecordAsync(tx, ContentChangeKind.Submitted, ContentEvents.Submitted, v, actor, cancellation, ("manifest", version.ManifestHash));
        return new VersionRef(item.Id, version.Id, version.Number, item.Revision);
    }
}
