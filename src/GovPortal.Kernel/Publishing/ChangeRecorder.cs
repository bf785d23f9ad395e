using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;

namespace GovPortal.Kernel.Publishing;

/// <summary>What every change of a version has in common: the item's revision and latest row, the modules' reactions, the event.</summary>
public sealed class ChangeRecorder(ContentIndexer indexer, IEnumerable<IContentReaction> reactions)
{
    public async Task RecordAsync(
        PortalTransaction tx, ContentChangeKind change, string eventKind, VersionInHand v, Actor actor,
        CancellationToken cancellation, params (string Name, object? Value)[] payload)
    {
        ArgumentNullException.ThrowIfNull(tx);
        ArgumentNullException.ThrowIfNull(v);
        v.Item.Revision++;
        v.Item.ModifiedUtc = tx.NowUtc;
        if (v.Item.LatestVersionId == v.Version.Id) await indexer.WriteLatestAsync(tx.Db, v, cancellation);
        foreach (var reaction in reactions) await reaction.OnAsync(tx, change, v, actor, cancellation);
        tx.Append(new EventDraft(eventKind, actor.UserId, v.Item.Id, v.Version.Id, v.Version.AgencyId,
            payload.Append(("number", v.Version.Number)).ToDictionary(p => p.Item1, p => p.Item2)));
    }
}
