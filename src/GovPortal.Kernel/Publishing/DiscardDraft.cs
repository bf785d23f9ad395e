using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

public sealed record DiscardDraftCommand(string VersionId);

/// <summary>
/// Gives a draft up. The item's latest version is then the one before it; an item with no other version stays, given up,
/// and its draft can be taken up again from the history. Failures: <c>access.not-allowed</c>, <c>version.unknown</c>,
/// <c>version.wrong-state</c>. Side effect: <c>content.discarded</c>.
/// </summary>
public sealed class DiscardDraft(PortalTransactions transactions, VersionLoader loader, ContentIndexer indexer, ChangeRecorder changes)
{
    public Task<Result> HandleAsync(DiscardDraftCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result> ApplyAsync(PortalTransaction tx, DiscardDraftCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindAsync(tx.Db, command.VersionId, cancellation) is not { } v) return Failure.Of("version.unknown");
        if (!ContentAccess.CanEdit(actor, v.Version.AgencyId, v.Version.SectionId)) return Failure.Of(Failure.NotAllowed);
        if (Transitions.Next(v.Version.State, VersionVerb.Discard) is not { } next) return VersionFailures.WrongState(v.Version, VersionVerb.Discard);
        v.Version.State = next;
        await changes.RecordAsync(tx, ContentChangeKind.Discarded, ContentEvents.Discarded, v, actor, cancellation);

        var before = await tx.Db.Set<ContentVersion>()
            .Where(o => o.ContentItemId == v.Item.Id && o.Number < v.Version.Number && o.State != VersionState.Discarded && o.State != VersionState.Purged)
            .OrderByDescending(o => o.Number).Select(o => o.Id).FirstOrDefaultAsync(cancellation);
        if (before is not null && await loader.FindAsync(tx.Db, before, cancellation) is { } previous)
        {
            v.Item.LatestVersionId = before;
            await indexer.WriteLatestAsync(tx.Db, previous, cancellation);
        }
        return Result.Ok;
    }
}
