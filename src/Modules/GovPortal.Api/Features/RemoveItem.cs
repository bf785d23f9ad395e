using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Api.Features;

/// <param name="Reason">A code of <see cref="WithdrawItem.Reasons"/>, for what is live.</param>
public sealed record RemoveItemCommand(string ContentItemId, string Reason, string? Note, int? ExpectedRevision);

/// <summary>
/// Takes an item away as far as it can be: what is live goes offline, a draft is given up, what is under review is taken back.
/// Nothing is destroyed; purging has a verb of its own. Failures: <c>draft.item-unknown</c> (also where all of it is over
/// already), <c>draft.changed-by-other</c>, and those of <see cref="WithdrawItem"/>, <see cref="DiscardDraft"/> and
/// <see cref="RecallVersion"/>. Side effects: theirs.
/// </summary>
public sealed class RemoveItem(PortalTransactions transactions, VersionLoader loader, WithdrawItem withdraw, DiscardDraft discard, RecallVersion recall)
{
    public Task<Result<TaggedItem>> HandleAsync(RemoveItemCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result<TaggedItem>> ApplyAsync(PortalTransaction tx, RemoveItemCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await VisibleItem.FindAsync(tx.Db, loader, command.ContentItemId, actor, cancellation) is not var (item, latest)) return Failure.Of("draft.item-unknown");
        var (live, isOpen) = (item.PublishedVersionId, !Transitions.IsFinal(latest.State));
        if (live is null && !isOpen) return Failure.Of("draft.item-unknown");
        if (command.ExpectedRevision is { } revision && revision != item.Revision) return Failure.Of("draft.changed-by-other");
        var shown = (await loader.FindAsync(tx.Db, live ?? latest.Id, cancellation))!;
        if (live is not null)
        {
            var withdrawn = await withdraw.ApplyAsync(tx, new WithdrawItemCommand(item.Id, command.Reason, command.Note), actor, cancellation);
            if (!withdrawn.Succeeded) return withdrawn.As<TaggedItem>();
        }
        // Who takes an item offline need not be who writes it: another's draft is left to its section.
        if (isOpen && (live is null || ContentAccess.CanEdit(actor, latest.AgencyId, latest.SectionId)))
        {
            var over = latest.State == VersionState.Draft
                ? await discard.ApplyAsync(tx, new DiscardDraftCommand(latest.Id), actor, cancellation)
                : await recall.ApplyAsync(tx, new RecallVersionCommand(latest.Id), actor, cancellation);
            if (!over.Succeeded) return over.As<TaggedItem>();
        }
        var json = live is null || ContentAccess.CanRead(actor, shown.Version) ? ItemJson.Whole(shown) : ItemJson.Public(item, shown.Version, shown.Type);
        (json["Latest"], json["Published"]) = (false, false);
        return new TaggedItem(json, item.Revision);
    }
}
