using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Indexing;

/// <summary>A live item as lists show it.</summary>
public sealed record PublishedSummary(
    string ContentItemId, string ContentType, string Title, string Path, string? ColumnId, string? SectionId, string? Stage,
    DateOnly? FormedOn, int Year, string Summary, string Facts, DateTime FirstPublishedUtc, DateTime PublishedUtc);

/// <summary>A live item with its content.</summary>
public sealed record PublishedItem(PublishedSummary Summary, int VersionNumber, JsonObject Data);

/// <summary>A live item with its live version, as they are stored.</summary>
public sealed record PublishedVersion(ContentItemRow Item, ContentVersion Version);

/// <param name="ColumnIds">Columns to list; null lists all.</param>
/// <param name="Page">From 1.</param>
/// <param name="Validity">As in <see cref="ContentIndexRow.Validity"/>.</param>
/// <param name="Ids">These items alone; totals do not follow it.</param>
public sealed record PublishedQuery(
    IReadOnlyCollection<string>? ColumnIds, string? ContentType = null, int? Year = null, int Page = 1, int PageSize = 20, string? Stage = null,
    string? SectionId = null, string? Validity = null, IReadOnlyCollection<string>? Ids = null);

public sealed record PublishedPage(IReadOnlyList<PublishedSummary> Items, int Total);

/// <param name="Published">First published in the month and live now.</param>
/// <param name="OnTime">Of these, published within their deadline.</param>
/// <param name="Late">Of these, published after it.</param>
public sealed record MonthTotal(int Published, int OnTime, int Late);

/// <summary>
/// All that public code may read of content: it cannot name a draft, a withdrawn version or an item of an internal
/// column. Every member is one query, whatever the number of items.
/// </summary>
public interface IPublishedContent
{
    Task<PublishedItem?> ByPathAsync(string path, CancellationToken cancellation);
    /// <summary>The address of a live item, by its id or by an address it once had.</summary>
    Task<string?> AddressAsync(string idOrFormerPath, CancellationToken cancellation);
    Task<PublishedPage> ListAsync(PublishedQuery query, CancellationToken cancellation);
    Task<IReadOnlyList<ColumnFigures>> FiguresAsync(CancellationToken cancellation);
    /// <summary>The newest of several lists at once, without their totals.</summary>
    Task<IReadOnlyList<PublishedSummary>> NewestAsync(IReadOnlyList<PublishedQuery> lists, CancellationToken cancellation);
    /// <summary>How many live items these columns have, by all that lists are filtered by.</summary>
    Task<IReadOnlyList<ContentCount>> CountsAsync(IReadOnlyCollection<string> columnIds, CancellationToken cancellation);
    /// <summary>How many live items each stage of 五公开 has, by its code.</summary>
    Task<IReadOnlyDictionary<string, int>> StagesAsync(CancellationToken cancellation);
    /// <summary>What was first published in the civil month of this day, and how much of it in time.</summary>
    Task<MonthTotal> MonthAsync(DateOnly day, CancellationToken cancellation);
    /// <summary>Everything live with its content, for readers that build an index; in batches by id.</summary>
    IAsyncEnumerable<PublishedItem> AllAsync(CancellationToken cancellation);
    /// <summary>These items as far as they are live, with their content.</summary>
    Task<IReadOnlyList<PublishedItem>> ByIdsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation);
    /// <summary>As <see cref="ByIdsAsync"/>, whole: also what lists do not show, fields that are internal among it.</summary>
    Task<IReadOnlyList<PublishedVersion>> VersionsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation);
    /// <summary>The same for everything live of these types, for readers that build an index; in batches by id.</summary>
    IAsyncEnumerable<PublishedVersion> AllVersionsAsync(IReadOnlyCollection<string> contentTypes, CancellationToken cancellation);
}

/// <summary>Renders live items for those who take them elsewhere: another channel, an export. No query.</summary>
public interface IPublishedPages
{
    /// <summary>The whole page, as a reader who asks for it in Chinese gets it.</summary>
    Task<string> RenderAsync(PublishedItem item, CancellationToken cancellation);

    /// <summary>Every file that pages refer to by an address of the theme, by that address.</summary>
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> ThemeFiles { get; }
}

/// <summary>Which items the public turns to most; answered by the module that hears from their readers.</summary>
public interface IPublicDemand
{
    /// <summary>
    /// Ids of items of the type, live or not, the most asked for first, by what readers said before this civil day; the same answer all day
    /// and on every node. Fewer than <paramref name="count"/> where readers spoke of fewer.
    /// </summary>
    Task<IReadOnlyList<string>> MostAskedForAsync(string contentType, DateOnly day, int count, CancellationToken cancellation);
}

public sealed class PublishedContent(IDbContextFactory<PortalDbContext> contexts) : IPublishedContent
{
    private const int BatchSize = 200;

    private static IQueryable<ContentIndexRow> Live(PortalDbContext db) =>
        db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);

    private static PublishedSummary Summary(ContentIndexRow r) => new(
        r.ContentItemId, r.ContentType, r.Title, r.Path!, r.ColumnId, r.SectionId, r.Stage, r.FormedOn, r.Year ?? 0, r.Summary, r.Facts,
        r.FirstPublishedUtc!.Value, r.PublishedUtc!.Value);

    private static PublishedItem Item(ContentIndexRow row, string data) => new(Summary(row), row.Number, (JsonObject)JsonNode.Parse(data)!);

    public async Task<PublishedItem?> ByPathAsync(string path, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await (
            from r in Live(db)
            join v in db.Set<ContentVersion>() on r.VersionId equals v.Id
            where r.Path == path
            select new { Row = r, v.Data }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : Item(found.Row, found.Data);
    }

    public async Task<string?> AddressAsync(string idOrFormerPath, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // As a list of ids, each looked up; whoever asks for addresses that never were must not cost more than others.
        var ids = db.Set<ContentRoute>().Where(o => o.Path == idOrFormerPath).Select(o => o.ContentItemId);
        return await Live(db).Where(r => r.ContentItemId == idOrFormerPath || ids.Contains(r.ContentItemId)).Select(r => r.Path).FirstOrDefaultAsync(cancellation);
    }

    public async Task<PublishedPage> ListAsync(PublishedQuery query, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // The keys first, which the index alone answers however far down the page is; the rows of this page only.
        var keys = Ordered(Rows(db, query), query).Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).Select(r => r.ContentItemId);
        var counted = Counts(db, query);
        var page = await Live(db).Where(r => keys.Contains(r.ContentItemId)).OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId)
            .Select(r => new { Row = r, Total = counted.Sum(c => c.Count) }).ToListAsync(cancellation);
        return new PublishedPage([.. page.Select(p => Summary(p.Row))], page.Count == 0 ? 0 : page[0].Total);
    }

    public async Task<IReadOnlyList<PublishedSummary>> NewestAsync(IReadOnlyList<PublishedQuery> lists, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var keys = lists.Select(l => Ordered(Rows(db, l), l).Take(l.PageSize).Select(r => r.ContentItemId)).Aggregate((all, next) => all.Concat(next));
        var rows = await Live(db).Where(r => keys.Contains(r.ContentItemId))
            .OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId).ToListAsync(cancellation);
        return [.. rows.Select(Summary)];
    }

    private static IQueryable<ContentIndexRow> Rows(PortalDbContext db, PublishedQuery query)
    {
        var rows = Live(db);
        if (query.Ids is { } ids) rows = rows.Where(r => ids.Contains(r.ContentItemId));
        if (query.ContentType is { } type) rows = rows.Where(r => r.ContentType == type);
        if (query.Stage is { } stage) rows = rows.Where(r => r.Stage == stage);
        if (query.Year is { } year) rows = rows.Where(r => r.Year == year);
        if (query.SectionId is { } section) rows = rows.Where(r => r.SectionId == section);
        if (query.Validity is { } validity) rows = rows.Where(r => r.Validity == validity);
        return rows;
    }

    /// <summary>
    /// Newest first. Of several columns each gives as many as the page can reach: so each is read in the order of its index, and
    /// nothing is sorted that grows with the columns' items. Further down than <see cref="MergeDepth"/> they are sorted as one.
    /// </summary>
    private static IQueryable<ContentIndexRow> Ordered(IQueryable<ContentIndexRow> rows, PublishedQuery query)
    {
        static IOrderedQueryable<ContentIndexRow> Newest(IQueryable<ContentIndexRow> rows) => rows.OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId);

        if (query.ColumnIds is not { } columns) return Newest(rows);
        var depth = query.Page * query.PageSize;
        if (columns.Count is 1 or > MergeColumns || depth > MergeDepth) return Newest(rows.Where(r => columns.Contains(r.ColumnId)));
        if (columns.Count == 0) return Newest(rows.Where(r => false));
        return Newest(columns.Select(c => Newest(rows.Where(r => r.ColumnId == c)).Take(depth)).Aggregate((IQueryable<ContentIndexRow> all, IQueryable<ContentIndexRow> next) => all.Concat(next)));
    }

    private const int MergeDepth = 400;
    private const int MergeColumns = 60;

    private static IQueryable<ContentCount> Counts(PortalDbContext db, PublishedQuery query)
    {
        var counts = db.Set<ContentCount>().AsNoTracking().Where(c => !c.IsInternal && c.Count > 0);
        if (query.ColumnIds is { } columns) counts = counts.Where(c => columns.Contains(c.ColumnId));
        if (query.ContentType is { } type) counts = counts.Where(c => c.ContentType == type);
        if (query.Stage is { } stage) counts = counts.Where(c => c.Stage == stage);
        if (query.Year is { } year) counts = counts.Where(c => c.Year == year);
        if (query.SectionId is { } section) counts = counts.Where(c => c.SectionId == section);
        if (query.Validity is { } validity) counts = counts.Where(c => c.Validity == validity);
        return counts;
    }

    public async Task<IReadOnlyList<ColumnFigures>> FiguresAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<ColumnFigures>().AsNoTracking().ToListAsync(cancellation);
    }

    public async Task<IReadOnlyDictionary<string, int>> StagesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Counts(db, new PublishedQuery(null)).Where(c => c.Stage != "").GroupBy(c => c.Stage)
            .Select(g => new { g.Key, Count = g.Sum(c => c.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    public async Task<IReadOnlyList<ContentCount>> CountsAsync(IReadOnlyCollection<string> columnIds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Counts(db, new PublishedQuery(columnIds)).ToListAsync(cancellation);
    }

    public async Task<MonthTotal> MonthAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var month = (day.Year * 100) + day.Month;
        return await db.Set<MonthFigures>().AsNoTracking().Where(f => f.Month == month && !f.IsInternal).GroupBy(f => f.Month)
            .Select(g => new MonthTotal(g.Sum(f => f.PublishedCount), g.Sum(f => f.OnTimeCount), g.Sum(f => f.LateCount)))
            .FirstOrDefaultAsync(cancellation) ?? new MonthTotal(0, 0, 0);
    }

    public async IAsyncEnumerable<PublishedItem> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        for (var last = ""; ;)
        {
            var after = last;
            var batch = await (
                from r in Live(db)
                join v in db.Set<ContentVersion>() on r.VersionId equals v.Id
                where r.ContentItemId.CompareTo(after) > 0
                orderby r.ContentItemId
                select new { Row = r, v.Data }).Take(BatchSize).ToListAsync(cancellation);
            foreach (var found in batch) yield return Item(found.Row, found.Data);
            if (batch.Count < BatchSize) yield break;
            last = batch[^1].Row.ContentItemId;
        }
    }

    public async Task<IReadOnlyList<PublishedItem>> ByIdsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await (
            from r in Live(db)
            join v in db.Set<ContentVersion>() on r.VersionId equals v.Id
            where contentItemIds.Contains(r.ContentItemId)
            select new { Row = r, v.Data }).ToListAsync(cancellation);
        return [.. found.Select(f => Item(f.Row, f.Data))];
    }

    public async Task<IReadOnlyList<PublishedVersion>> VersionsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Versions(db, Live(db).Where(r => contentItemIds.Contains(r.ContentItemId))).ToListAsync(cancellation);
    }

    public async IAsyncEnumerable<PublishedVersion> AllVersionsAsync(IReadOnlyCollection<string> contentTypes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        for (var last = ""; ;)
        {
            var after = last;
            var rows = Live(db).Where(r => contentTypes.Contains(r.ContentType) && r.ContentItemId.CompareTo(after) > 0).OrderBy(r => r.ContentItemId).Take(BatchSize);
            var batch = await Versions(db, rows).ToListAsync(cancellation);
            foreach (var found in batch) yield return found;
            if (batch.Count < BatchSize) yield break;
            last = batch[^1].Item.Id;
        }
    }

    private static IQueryable<PublishedVersion> Versions(PortalDbContext db, IQueryable<ContentIndexRow> rows) =>
        from r in rows
        join i in db.Set<ContentItemRow>().AsNoTracking() on r.ContentItemId equals i.Id
        join v in db.Set<ContentVersion>().AsNoTracking() on r.VersionId equals v.Id
        orderby r.ContentItemId
        select new PublishedVersion(i, v);
}
