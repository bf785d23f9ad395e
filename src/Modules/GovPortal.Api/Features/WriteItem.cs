using System.Text.Json.Nodes;
using GovPortal.Api.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>How far a written item is to go.</summary>
public enum WriteGoal { Draft, Submit, Publish }

/// <param name="ContentItemId">The item to merge into; unknown, or unknown to the caller: a new item, under an id of its own.</param>
/// <param name="MustExist">An unknown item is refused instead.</param>
/// <param name="Parts">Merged deep into what the item holds (RFC 7396): arrays are replaced, null takes away.</param>
/// <param name="Form">The 信息发布审查表, without which nothing is submitted (R27).</param>
/// <param name="KeepDraft">Where it can't go as far as asked, what was written stays as a draft.</param>
public sealed record WriteItemCommand(
    string? ContentItemId, bool MustExist, string? ContentType, JsonObject Parts, WriteGoal Goal, ReviewFormInput? Form, bool KeepDraft, int? ExpectedRevision);

/// <param name="Refusals">Why it did not go as far as asked, where something was left all the same.</param>
public sealed record WrittenItem(TaggedItem Item, IReadOnlyList<Failure> Refusals);

/// <summary>
/// Writes an item through the same handlers as the editor: <see cref="SaveDraft"/>, <see cref="SubmitVersion"/>,
/// <see cref="PublishVersion"/>. Nothing is published without its reviews: a request to publish what lacks them is told every
/// reason at once; what it leaves is a submitted version where a form came with it, a draft where one was asked for, else nothing.
/// Failures: <c>draft.item-unknown</c>, <c>api.type-needed</c>, <c>api.type-differs</c>, <c>api.form-needed</c>,
/// <c>api.publish-not-allowed</c>, and those of the handlers. Side effects: theirs.
/// </summary>
public sealed class WriteItem(
    PortalTransactions transactions, VersionLoader loader, ContentElements elements, SaveDraft save, SubmitVersion submit, PublishVersion publish)
{
    public Task<Result<WrittenItem>> HandleAsync(WriteItemCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result<WrittenItem>> ApplyAsync(PortalTransaction tx, WriteItemCommand command, Actor actor, CancellationToken cancellation)
    {
        var known = command.ContentItemId is { } id ? await VisibleItem.FindAsync(tx.Db, loader, id, actor, cancellation) : null;
        if (known is null && command.MustExist) return Failure.Of("draft.item-unknown");
        // What is public may be known of; what it says besides is for those who may read all of it.
        if (known is { } found && !ContentAccess.CanRead(actor, found.Latest)) return Failure.Of(Failure.NotAllowed);
        if ((known?.Item.ContentType ?? command.ContentType) is not { Length: > 0 } typeName) return Failure.At("ContentType", "api.type-needed");
        if (command.ContentType is { } given && given != typeName) return Failure.At("ContentType", "api.type-differs", typeName);
        if (known is null && command.ExpectedRevision is not null) return Failure.Of("draft.changed-by-other");

        var before = known?.Latest.Data is { Length: > 0 } json ? (JsonObject)JsonNode.Parse(json)! : [];
        var data = (JsonObject)before.DeepClone();
        Merge(data, command.Parts);
        await NameAsync(tx, typeName, known?.Item.Id, data, cancellation);
        if (command.Goal == WriteGoal.Publish && known is var (item, latest) && JsonNode.DeepEquals(before, data))
        {
            if (command.ExpectedRevision is { } revision && revision != item.Revision) return Failure.Of("draft.changed-by-other");
            if (latest.State == VersionState.Published) return await WrittenAsync(tx, latest.Id, [], cancellation);
            if (latest.State is VersionState.Approved or VersionState.Scheduled)
            {
                var published = await publish.ApplyAsync(tx, new PublishVersionCommand(latest.Id), actor, cancellation);
                return published.Succeeded ? await WrittenAsync(tx, latest.Id, [], cancellation) : published.As<WrittenItem>();
            }
        }

        var complete = command.Goal == WriteGoal.Draft ? [] : await IncompleteAsync(tx, typeName, data, cancellation);
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(known?.Item.Id, typeName, data, command.ExpectedRevision, NoteIsNew: Disclosure.Of(command.Parts).ChangeNote is not null), actor, cancellation);
        if (!saved.Succeeded) return Together(saved.Failures, saved.Failures.All(f => f.Field is not null) ? complete : []);
        if (command.Goal == WriteGoal.Draft) return await WrittenAsync(tx, saved.Value.VersionId, [], cancellation);

        var submitted = command.Form is { } form
            ? await submit.ApplyAsync(tx, new SubmitVersionCommand(saved.Value.VersionId, form), actor, cancellation)
            : command.Goal == WriteGoal.Submit ? Failure.At("reviewForm", "api.form-needed") : saved;
        var refusals = submitted.Succeeded ? new List<Failure>() : Together(submitted.Failures, complete);
        if (command.Goal == WriteGoal.Publish)
        {
            var v = (await loader.FindAsync(tx.Db, saved.Value.VersionId, cancellation))!;
            if (!ContentAccess.Holds(actor, Permissions.ContentPublish, v.Version.AgencyId, v.Version.SectionId)) refusals.Add(Failure.Of("api.publish-not-allowed"));
            refusals = Together(refusals, await publish.RefusalsAsync(tx.Db, v, [], actor, cancellation));
        }
        var leaves = command.KeepDraft || (command.Form is not null && submitted.Succeeded);
        return refusals.Count > 0 && !leaves ? refusals : await WrittenAsync(tx, saved.Value.VersionId, refusals, cancellation);
    }

    private async Task<Result<WrittenItem>> WrittenAsync(PortalTransaction tx, string versionId, IReadOnlyList<Failure> refusals, CancellationToken cancellation)
    {
        var v = (await loader.FindAsync(tx.Db, versionId, cancellation))!;
        return new WrittenItem(new TaggedItem(ItemJson.Whole(v), v.Item.Revision), refusals);
    }

    /// <summary>What the content lacks of being complete, told together with why it is no draft yet.</summary>
    private async Task<List<Failure>> IncompleteAsync(PortalTransaction tx, string typeName, JsonObject data, CancellationToken cancellation)
    {
        var (definitions, _) = await loader.WorldAsync(tx.Db, cancellation);
        return definitions.Type(typeName) is { } type ? elements.Check(type, data, complete: true) : [];
    }

    /// <summary>Gives the item the alias of its type's pattern where it has none.</summary>
    private async Task NameAsync(PortalTransaction tx, string typeName, string? contentItemId, JsonObject data, CancellationToken cancellation)
    {
        var (definitions, _) = await loader.WorldAsync(tx.Db, cancellation);
        var part = definitions.Type(typeName)?.Parts.FirstOrDefault(p => p.Definition.Name == "AliasPart");
        if (part?.Settings["AliasPartSettings"]?["Pattern"]?.ToString() is not { Length: > 0 } pattern || (data[part.Name] is { } held && (held as JsonObject)?["Alias"] is not null)) return;
        var alias = AliasPattern.Of(pattern, path => path switch
        {
            "ContentItemId" => contentItemId,
            "DisplayText" => (data["TitlePart"] as JsonObject)?["Title"]?.ToString(),
            _ when path.StartsWith("Content.", StringComparison.Ordinal) =>
                path.Split('.').Skip(1).Aggregate((JsonNode?)data, (node, name) => (node as JsonObject)?[name]) is JsonValue value ? value.ToString() : null,
            _ => null,
        });
        if (alias is not null) data[part.Name] = new JsonObject { ["Alias"] = alias };
    }

    /// <summary>Each reason once: the check of a draft and that of a complete item say some of them both.</summary>
    private static List<Failure> Together(IEnumerable<Failure> first, IEnumerable<Failure> second) =>
        [.. first.Concat(second).DistinctBy(f => (f.Code, f.Field, string.Join('\n', f.Args)))];

    private static void Merge(JsonObject target, JsonObject over)
    {
        foreach (var (name, value) in over)
        {
            if (value is null) target.Remove(name);
            else if (value is not JsonObject inner) target[name] = value.DeepClone();
            else
            {
                if (target[name] is not JsonObject own) target[name] = own = [];
                Merge(own, inner);
            }
        }
    }
}

/// <summary>
/// An item that the actor may know of: it is public, or they may read its latest version. Of every other they are told what they
/// would be told of an id that was never given.
/// </summary>
internal static class VisibleItem
{
    public static async Task<(ContentItemRow Item, ContentVersion Latest)?> FindAsync(
        PortalDbContext db, VersionLoader loader, string contentItemId, Actor actor, CancellationToken cancellation)
    {
        if (await loader.FindItemAsync(db, contentItemId, cancellation) is not var (item, latest)) return null;
        if (ContentAccess.CanRead(actor, latest)) return (item, latest);
        return await db.Set<Kernel.Indexing.ContentIndexRow>().AnyAsync(r => r.ContentItemId == item.Id && r.IsPublished && !r.IsInternal, cancellation) ? (item, latest) : null;
    }
}
