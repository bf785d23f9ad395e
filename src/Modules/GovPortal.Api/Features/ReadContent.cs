using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>An item and the revision that its tag names.</summary>
public sealed record TaggedItem(JsonObject Json, int Revision);

/// <param name="Column">Id or path; with all below it.</param>
/// <param name="From">First civil day of the publication; null: from the first.</param>
/// <param name="To">Last civil day, counted.</param>
public sealed record ListContentQuery(string? Type, string? Column, string? SectionId, DateOnly? From, DateOnly? To, int Page, int PageSize);

public sealed record ContentPage(IReadOnlyList<JsonObject> Items, int Count);

/// <summary>What happened to an item, as of now: <see cref="Item"/> is null where it is public no more.</summary>
/// <param name="ContentItemId">Null where columns changed: what is public may then have changed in many items, and a client lists anew.</param>
public sealed record ContentChange(long EventId, string? ContentItemId, JsonObject? Item);

/// <param name="Next">The event to ask after next time.</param>
/// <param name="HasMore">Whether there is more already.</param>
public sealed record ContentChanges(IReadOnlyList<ContentChange> Changes, long Next, bool HasMore);

/// <summary>
/// Reads what is published: never a draft, a withdrawn version, an item of an internal column or a field that is internal. One's
/// own drafts are read by <see cref="LatestAsync"/>.
/// </summary>
public sealed class ReadContent(IDbContextFactory<PortalDbContext> contexts, IPublishedContent content, PortalStateReader state, VersionLoader loader)
{
    public const int MaxPageSize = 100;

    private static readonly string[] ItemKinds = [ContentEvents.Published, ContentEvents.Withdrawn];

    /// <summary>The live version; null where there is none that is public.</summary>
    public async Task<TaggedItem?> PublishedAsync(string contentItemId, CancellationToken cancellation) =>
        await content.VersionsAsync([contentItemId], cancellation) is [var row] ? new TaggedItem(Json(row), row.Item.Revision) : null;

    /// <summary>Of these items those that are public, in the order of the ids.</summary>
    public async Task<IReadOnlyList<JsonObject>> ByIdsAsync(IReadOnlyList<string> contentItemIds, CancellationToken cancellation)
    {
        var found = (await content.VersionsAsync(contentItemIds, cancellation)).ToDictionary(r => r.Item.Id);
        return [.. contentItemIds.Where(found.ContainsKey).Select(id => Json(found[id]))];
    }

    /// <summary>The latest version, for those who may read it; null where there is none or they may not: the two are not told apart.</summary>
    public async Task<TaggedItem?> LatestAsync(string contentItemId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await loader.FindItemAsync(db, contentItemId, cancellation) is var (item, latest) && ContentAccess.CanRead(actor, latest)
            && await loader.FindAsync(db, latest.Id, cancellation) is { } v ? new TaggedItem(ItemJson.Whole(v), item.Revision) : null;
    }

    /// <summary>Newest first. Failures: <c>api.column-unknown</c>.</summary>
    public async Task<Result<ContentPage>> ListAsync(ListContentQuery query, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Live(db);
        var counts = db.Set<ContentCount>().Where(c => !c.IsInternal && c.Count > 0);
        if (query.Type is { } type) (rows, counts) = (rows.Where(r => r.ContentType == type), counts.Where(c => c.ContentType == type));
        if (query.SectionId is { } section) (rows, counts) = (rows.Where(r => r.SectionId == section), counts.Where(c => c.SectionId == section));
        if (query.Column is { } wanted)
        {
            var organisation = state.Current.Organisation;
            if ((organisation.Column(wanted) ?? organisation.ColumnByPath(wanted)) is not { } column) return Failure.At("column", "api.column-unknown", wanted);
            var ids = organisation.WithDescendants(column).Select(c => c.Id).ToList();
            (rows, counts) = (rows.Where(r => ids.Contains(r.ColumnId!)), counts.Where(c => ids.Contains(c.ColumnId)));
        }
        if (query.From is { } from)
        {
            var since = Instants.FromCivil(from.ToDateTime(TimeOnly.MinValue));
            rows = rows.Where(r => r.PublishedUtc >= since);
        }
        if (query.To is { } to)
        {
            var before = Instants.FromCivil(to.AddDays(1).ToDateTime(TimeOnly.MinValue));
            rows = rows.Where(r => r.PublishedUtc < before);
        }
        // Between days the index is counted; of all days the figures know.
        var count = query.From is null && query.To is null ? await counts.SumAsync(c => c.Count, cancellation) : await rows.CountAsync(cancellation);
        // The keys first, which the index alone answers however far down the page is; the texts of this page only.
        var keys = await rows.OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId).Select(r => r.ContentItemId)
            .Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).ToListAsync(cancellation);
        return new ContentPage(await ByIdsAsync(keys, cancellation), count);
    }

    /// <summary>
    /// What became public or ceased to be after an event, in the order of the log. Of an item only its last change is told, with
    /// the item as it is now; an earlier one has been overtaken. Events have no gaps and appear in the order of their commits, so
    /// that whoever asks again after <see cref="ContentChanges.Next"/> misses nothing and gets nothing twice. It reads a bounded
    /// part of the log, however long that is: where much was overtaken, a page may be short or empty and have more behind it.
    /// </summary>
    public async Task<ContentChanges> ChangesAsync(long after, int take, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Read first: what is committed after it belongs to the next question.
        var head = await EventLog.HeadAsync(db, cancellation);
        var (told, at, more) = (new List<LoggedChange>(), after, true);
        for (var round = 0; round < MaxRounds && more && told.Count < take; round++)
        {
            var candidates = await CandidatesAsync(db, at, head, take + 1, cancellation);
            var last = await LastOfAsync(db, [.. candidates.Where(c => c.IsOfItem).Select(c => c.SubjectId!).Distinct()], head, cancellation);
            more = candidates.Count > take;
            foreach (var candidate in candidates)
            {
                if (told.Count == take)
                {
                    more = true;
                    break;
                }
                if (!candidate.IsOfItem || last[candidate.SubjectId!] == candidate.Id) told.Add(candidate);
                at = candidate.Id;
            }
        }
        var live = (await content.VersionsAsync([.. told.Where(c => c.IsOfItem).Select(c => c.SubjectId!)], cancellation)).ToDictionary(r => r.Item.Id);
        return new ContentChanges(
            [.. told.Select(c => c.IsOfItem ? new ContentChange(c.Id, c.SubjectId, live.TryGetValue(c.SubjectId!, out var row) ? Json(row) : null) : new ContentChange(c.Id, null, null))],
            more ? at : Math.Max(after, head), more);
    }

    /// <summary>So many pages of overtaken changes are passed over in one answer.</summary>
    private const int MaxRounds = 10;

    private sealed record LoggedChange(long Id, string Kind, string? SubjectId)
    {
        public bool IsOfItem => Kind != OrganisationEvents.ColumnsChanged;
    }

    /// <summary>The next of them. Each kind is asked for by itself, which its index answers in order; all kinds at once would sort the log.</summary>
    private static async Task<List<LoggedChange>> CandidatesAsync(PortalDbContext db, long after, long head, int count, CancellationToken cancellation)
    {
        var found = new List<LoggedChange>();
        foreach (var kind in ItemKinds.Append(OrganisationEvents.ColumnsChanged))
        {
            found.AddRange(await db.Set<PortalEvent>().AsNoTracking().Where(e => e.Kind == kind && e.Id > after && e.Id <= head).OrderBy(e => e.Id).Take(count)
                .Select(e => new LoggedChange(e.Id, e.Kind, e.SubjectId)).ToListAsync(cancellation));
        }
        return [.. found.OrderBy(c => c.Id).Take(count)];
    }

    /// <summary>The last change of each of these items.</summary>
    private static Task<Dictionary<string, long>> LastOfAsync(PortalDbContext db, List<string> items, long head, CancellationToken cancellation) =>
        db.Set<PortalEvent>().AsNoTracking().Where(e => items.Contains(e.SubjectId!) && e.Id <= head && ItemKinds.Contains(e.Kind))
            .GroupBy(e => e.SubjectId!).Select(g => new { g.Key, Last = g.Max(e => e.Id) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancellation);

    private static IQueryable<ContentIndexRow> Live(PortalDbContext db) => db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);

    private JsonObject Json(PublishedVersion row) => ItemJson.Public(row.Item, row.Version, state.Current.Definitions.Type(row.Item.ContentType));
}
