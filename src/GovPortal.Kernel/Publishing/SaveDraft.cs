using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>Saves what an editor wrote: into the item's draft, or as the next version where the latest is frozen.</summary>
/// <param name="ContentItemId">Null makes a new item of <paramref name="ContentType"/>.</param>
/// <param name="Data">All parts; replaces what the draft held.</param>
/// <param name="ExpectedRevision">The item's revision the editor started from; null asks for no such check.</param>
/// <param name="NoteIsNew">The change note was written for this version; otherwise one that reads as the version's before it is that one's and left out.</param>
public sealed record SaveDraftCommand(
    string? ContentItemId, string ContentType, JsonObject Data, int? ExpectedRevision = null, string? NewContentItemId = null, bool NoteIsNew = false)
{
    /// <summary>Of a new item that was public on another portal: since when. Null for every other.</summary>
    public DateTime? FirstPublishedUtc { get; init; }
}

/// <summary>Items that a module drafted from what it keeps.</summary>
public static class DraftedItems
{
    /// <summary>Whether the item is there and its latest version was not given up; false for null.</summary>
    public static async Task<bool> IsStandingAsync(PortalDbContext db, string? contentItemId, CancellationToken cancellation) => contentItemId is not null && await (
        from i in db.Set<ContentItemRow>()
        join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
        where i.Id == contentItemId && v.State != VersionState.Discarded
        select i.Id).AnyAsync(cancellation);
}

/// <summary>Where a use case left an item.</summary>
public sealed record VersionRef(string ContentItemId, string VersionId, int Number, int Revision);

/// <summary>
/// Failures: <c>access.not-allowed</c>, <c>draft.item-unknown</c>, <c>draft.type-unknown</c>, <c>draft.changed-by-other</c>,
/// <c>draft.under-review</c>, <c>draft.title-required</c>, <c>draft.column-required</c>, <c>draft.column-unknown</c>,
/// <c>draft.column-is-group</c>, <c>draft.column-closed</c>, <c>draft.section-required</c>, <c>draft.section-not-responsible</c>,
/// <c>content.*</c> and those of the modules' <see cref="IDraftRule"/>. Side effect: <c>content.draft-saved</c>.
/// </summary>
public sealed class SaveDraft(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, IEnumerable<IDraftRule> rules, ChangeRecorder changes)
{
    public Task<Result<VersionRef>> HandleAsync(SaveDraftCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    /// <summary>As <see cref="HandleAsync"/>, inside a transaction that the caller commits.</summary>
    public async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, SaveDraftCommand command, Actor actor, CancellationToken cancellation)
    {
        var (definitions, organisation) = await loader.WorldAsync(tx.Db, cancellation);
        var (item, latest) = (default(ContentItemRow), default(ContentVersion));
        if (command.ContentItemId is { } id)
        {
            if (await loader.FindItemAsync(tx.Db, id, cancellation) is not { } found) return Failure.Of("draft.item-unknown");
            (item, latest) = found;
            // What the person may not see is not told apart from what they may not do.
            if (!ContentAccess.CanEdit(actor, latest.AgencyId, latest.SectionId)) return Failure.Of(Failure.NotAllowed);
            if (command.ExpectedRevision is { } revision && revision != item.Revision) return Failure.Of("draft.changed-by-other");
            if (latest.State != VersionState.Draft && !Transitions.IsFinal(latest.State)) return Failure.Of("draft.under-review");
        }
        if (definitions.Type(item?.ContentType ?? command.ContentType) is not { } type) return Failure.Of("draft.type-unknown", command.ContentType);

        var data = (JsonObject)command.Data.DeepClone();
        if (!command.NoteIsNew && latest is { State: VersionState.Published or VersionState.Withdrawn, Data.Length: > 0 } && JsonNode.Parse(latest.Data) is JsonObject before
            && Disclosure.Of(before).ChangeNote == Disclosure.Of(data).ChangeNote)
        {
            Disclosure.DropChangeNote(data);
        }
        var failures = elements.Check(type, data, complete: false);
        if (failures.Count > 0) return failures;

        var place = DraftPlace.Of(type, data, organisation, isNew: item is null, actor);
        if (!place.Succeeded) return place.As<VersionRef>();
        if (!ContentAccess.CanEdit(actor, place.Value.AgencyId, place.Value.SectionId)) return Failure.Of(Failure.NotAllowed);

        var title = ((data["TitlePart"] as JsonObject)?["Title"] as JsonValue)?.ToString().Trim() is { Length: > 0 } given ? given : null;
        if (title is null) return Failure.At("TitlePart.Title", "draft.title-required");
        if (title.Length > 500) return Failure.At("TitlePart.Title", "content.too-long", "标题", 500);
        var newId = command.NewContentItemId ?? ContentIds.New();
        if (ItemPaths.Chosen(data) is { } path)
        {
            var refused = ItemPaths.CheckForm(path) ?? await ItemPaths.CheckFreeAsync(tx.Db, path, item?.Id ?? newId, cancellation);
            if (refused is not null) return refused;
        }
        foreach (var rule in rules) failures.AddRange(await rule.CheckAsync(tx.Db, item?.Id ?? newId, type, data, cancellation));
        if (failures.Count > 0) return failures;

        var json = data.ToJsonString(CanonicalJson.Unescaped);
        if (item is null)
        {
            item = new ContentItemRow
            {
                Id = newId, ContentType = type.Name, AgencyId = place.Value.AgencyId, LatestVersionId = "",
                OwnerId = actor.UserId, CreatedUtc = tx.NowUtc, ModifiedUtc = tx.NowUtc, FirstPublishedUtc = command.FirstPublishedUtc,
            };
            tx.Db.Add(item);
        }
        if (latest is null || latest.State != VersionState.Draft)
        {
            latest = new ContentVersion
            {
                Id = ContentIds.New(), ContentItemId = item.Id, Number = (latest is null ? 0 : await loader.LastNumberAsync(tx.Db, item.Id, cancellation)) + 1,
                State = VersionState.Draft, DisplayText = title, Data = json, AgencyId = place.Value.AgencyId,
                Contributors = actor.UserId, CreatedUtc = tx.NowUtc, ModifiedUtc = tx.NowUtc,
            };
            tx.Db.Add(latest);
            item.LatestVersionId = latest.Id;
        }
        else if (latest.Data == json)
        {
            return new VersionRef(item.Id, latest.Id, latest.Number, item.Revision);
        }
        latest.AddContributor(actor.UserId);
        (latest.Data, latest.DisplayText, latest.ModifiedUtc) = (json, title, tx.NowUtc);
        (latest.AgencyId, latest.ColumnId, latest.SectionId) = (place.Value.AgencyId, place.Value.ColumnId, place.Value.SectionId);
        item.AgencyId = latest.AgencyId;
        await changes.RecordAsync(tx, ContentChangeKind.Saved, ContentEvents.DraftSaved,
            new VersionInHand(item, latest, data, type, organisation), actor, cancellation, ("type", type.Name));
        return new VersionRef(item.Id, latest.Id, latest.Number, item.Revision);
    }
}
