using System.Linq.Expressions;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.GraphQl;

/// <summary>Which versions of a type's items are asked for, as Orchard names them.</summary>
internal enum GraphStatus
{
    Published,
    Draft,
    Latest,
    All,
}

/// <param name="Order">Names of <see cref="GraphReader.Orders"/>, each with whether it falls.</param>
internal sealed record GraphList(
    string ContentType, GraphStatus Status, WhereShape Shape, IDictionary<string, object?>? Where, IReadOnlyList<(string Name, bool Falls)> Order, int First, int Skip);

/// <summary>The items of one list: which list, and which of them.</summary>
internal sealed record ListSlice(string ListId, int First, int Skip);

/// <summary>
/// Reads items for a query, each member by one statement however many items it finds. What is public is open to everybody; drafts come
/// only with <see cref="GraphStatus"/>, and only those that the actor may read (<see cref="ReadableRows"/>).
/// </summary>
public sealed class GraphReader(IDbContextFactory<PortalDbContext> contexts, GraphQlSettings settings)
{
    /// <summary>So many ids at a time: databases take a limited number of parameters.</summary>
    private const int ChunkSize = 500;
    private const int SlicesAtOnce = 40;

    internal static IReadOnlyList<string> Orders { get; } =
        ["contentItemId", "contentItemVersionId", "contentType", "displayText", "published", "latest", "createdUtc", "modifiedUtc", "publishedUtc", "owner", "author"];

    private sealed record Found(ContentIndexRow Row, ContentItemRow Item, ContentVersion Version);

    internal async Task<List<GraphItem>> ListAsync(GraphList list, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Rows(db, list.Status, actor).Where(r => r.ContentType == list.ContentType);
        if (list.Where is { Count: > 0 } where)
        {
            bool? published = list.Status switch { GraphStatus.Published => true, GraphStatus.All => null, _ => false };
            rows = rows.Where(new WhereFilter(db, published, settings.MaxConditions).Of(list.Shape, where));
        }
        // The keys first, which an index alone may answer; the texts of what is shown only.
        var (ordered, all, skip, first) = (Ordered(db, rows, list), Rows(db, list.Status, actor), list.Skip, list.First);
        // Of an item two rows may be asked for only where all are. Within the condition, so that numbers are parameters and no new statement.
        var shown = list.Status == GraphStatus.All
            ? all.Where(r => ordered.Skip(skip).Take(first).Select(k => k.VersionId).Contains(r.VersionId))
            : all.Where(r => ordered.Skip(skip).Take(first).Select(k => k.ContentItemId).Contains(r.ContentItemId));
        shown = Ordered(db, shown, list);
        return Items(await Whole(db, shown).ToListAsync(cancellation));
    }

    /// <summary>Of these items those that are public.</summary>
    internal async Task<IReadOnlyDictionary<string, GraphItem>> PublicAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = new List<Found>();
        foreach (var chunk in ids.Select(WhereFilter.Clean).Distinct().Chunk(ChunkSize)) found.AddRange(await Whole(db, Live(db).Where(r => chunk.Contains(r.ContentItemId))).ToListAsync(cancellation));
        return Items(found).ToDictionary(i => i.Id);
    }

    /// <summary>Ids of the public items of lists, in the order of each list.</summary>
    internal async Task<IReadOnlyDictionary<ListSlice, IReadOnlyList<string>>> ContainedAsync(IReadOnlyList<ListSlice> slices, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = new Dictionary<ListSlice, IReadOnlyList<string>>();
        foreach (var chunk in slices.Chunk(SlicesAtOnce))
        {
            var rows = chunk.Select((slice, index) => (
                    from c in db.Set<ContainedRow>().AsNoTracking()
                    join r in Live(db) on c.ContentItemId equals r.ContentItemId
                    where c.IsPublished && c.ListContentItemId == slice.ListId
                    orderby c.Order, r.PublishedUtc descending, c.ContentItemId
                    select new { Index = index, c.ContentItemId, c.Order, r.PublishedUtc }).Skip(slice.Skip).Take(slice.First))
                .Aggregate((all, next) => all.Concat(next));
            foreach (var list in (await rows.ToListAsync(cancellation)).GroupBy(r => r.Index))
            {
                found[chunk[list.Key]] = [.. list.OrderBy(r => r.Order).ThenByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId, StringComparer.Ordinal).Select(r => r.ContentItemId)];
            }
        }
        return found;
    }

    private static IQueryable<ContentIndexRow> Live(PortalDbContext db) => db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);

    private static IQueryable<ContentIndexRow> Rows(PortalDbContext db, GraphStatus status, Actor actor)
    {
        if (status == GraphStatus.Published) return Live(db);
        // What was given up is in nobody's list.
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.State != VersionState.Discarded);
        var readable = db.Set<ContentIndexRow>().Where(r => !r.IsPublished).ReadableBy(actor).Select(r => r.ContentItemId);
        return status switch
        {
            GraphStatus.Draft => rows.Where(r => !r.IsPublished && r.State != VersionState.Published && readable.Contains(r.ContentItemId)),
            GraphStatus.Latest => rows.Where(r => !r.IsPublished && ((r.State == VersionState.Published && !r.IsInternal) || readable.Contains(r.ContentItemId))),
            _ => rows.Where(r => (r.IsPublished && !r.IsInternal) || (!r.IsPublished && r.State != VersionState.Published && readable.Contains(r.ContentItemId))),
        };
    }

    /// <summary>Without an order what was published last comes first; among drafts what was changed last.</summary>
    private static IOrderedQueryable<ContentIndexRow> Ordered(PortalDbContext db, IQueryable<ContentIndexRow> rows, GraphList list)
    {
        IOrderedQueryable<ContentIndexRow>? ordered = null;
        foreach (var (name, falls) in list.Order)
        {
            ordered = name switch
            {
                "contentItemId" => By(r => r.ContentItemId),
                "contentItemVersionId" => By(r => r.VersionId),
                "displayText" => By(r => r.Title),
                "published" => By(r => r.IsPublished),
                "latest" => By(r => !r.IsPublished),
                "createdUtc" => By(WhereTarget.Created(db)),
                "modifiedUtc" => By(WhereTarget.Modified(db)),
                "publishedUtc" => By(r => r.PublishedUtc),
                "owner" or "author" => By(WhereTarget.Owner(db)),
                _ => By(r => r.ContentType),
            };

            IOrderedQueryable<ContentIndexRow> By<T>(Expression<Func<ContentIndexRow, T>> key) =>
                ordered is null ? falls ? rows.OrderByDescending(key) : rows.OrderBy(key) : falls ? ordered.ThenByDescending(key) : ordered.ThenBy(key);
        }
        ordered ??= list.Status == GraphStatus.Published ? rows.OrderByDescending(r => r.PublishedUtc) : rows.OrderByDescending(r => r.ModifiedUtc);
        return ordered.ThenBy(r => r.ContentItemId);
    }

    private static IQueryable<Found> Whole(PortalDbContext db, IQueryable<ContentIndexRow> rows) =>
        from r in rows
        join i in db.Set<ContentItemRow>().AsNoTracking() on r.ContentItemId equals i.Id
        join v in db.Set<ContentVersion>().AsNoTracking() on r.VersionId equals v.Id
        where v.Data != ""
        select new Found(r, i, v);

    private static List<GraphItem> Items(IEnumerable<Found> found) => [.. found.Select(f => GraphItem.Of(f.Row, f.Item, f.Version))];
}
