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

/// <param name="ColumnIds">Columns to list; null lists all.</param>
/// <param name="Page">From 1.</param>
public sealed record PublishedQuery(IReadOnlyCollection<string>? ColumnIds, string? ContentType = null, int? Year = null, int Page = 1, int PageSize = 20, string? Stage = null);

public sealed record PublishedPage(IReadOnlyList<PublishedSummary> Items, int Total);

public sealed record YearCount(int Year, int Count);

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
    /// <summary>How many live items each civil year has, the newest first; null counts all columns.</summary>
    Task<IReadOnlyList<YearCount>> YearsAsync(IReadOnlyCollection<string>? columnIds, CancellationToken cancellation);
    /// <summary>How many live items each stage of 五公开 has, by its code.</summary>
    Task<IReadOnlyDictionary<string, int>> StagesAsync(CancellationToken cancellation);
    /// <summary>How many live items were first published at this instant or later.</summary>
    Task<int> CountSinceAsync(DateTime sinceUtc, CancellationToken cancellation);
    /// <summary>Everything live with its content, for readers that build an index; in batches by id.</summary>
    IAsyncEnumerable<PublishedItem> AllAsync(CancellationToken cancellation);
    /// <summary>These items as far as they are live, with their content.</summary>
    Task<IReadOnlyList<PublishedItem>> ByIdsAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellation);
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
        return await Live(db)
            .Where(r => r.ContentItemId == idOrFormerPath
                || db.Set<ContentRoute>().Any(o => o.Path == idOrFormerPath && o.ContentItemId == r.ContentItemId))
            .Select(r => r.Path).FirstOrDefaultAsync(cancellation);
    }

    public async Task<PublishedPage> ListAsync(PublishedQuery query, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Live(db);
        if (query.ColumnIds is { } columns) rows = rows.Where(r => columns.Contains(r.ColumnId));
        if (query.ContentType is { } type) rows = rows.Where(r => r.ContentType == type);
        if (query.Stage is { } stage) rows = rows.Where(r => r.Stage == stage);
        if (query.Year is { } year) rows = rows.Where(r => r.Year == year);
        var page = await rows.OrderByDescending(r => r.PublishedUtc).ThenBy(r => r.ContentItemId)
            .Skip((query.Page - 1) * query.PageSize).Take(query.PageSize)
            .Select(r => new { Row = r, Total = rows.Count() }).ToListAsync(cancellation);
        return new PublishedPage([.. page.Select(p => Summary(p.Row))], page.Count == 0 ? 0 : page[0].Total);
    }

    public async Task<IReadOnlyList<ColumnFigures>> FiguresAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<ColumnFigures>().AsNoTracking().ToListAsync(cancellation);
    }

    public async Task<IReadOnlyDictionary<string, int>> StagesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Live(db).Where(r => r.Stage != null).GroupBy(r => r.Stage!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    public async Task<IReadOnlyList<YearCount>> YearsAsync(IReadOnlyCollection<string>? columnIds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Live(db).Where(r => r.Year != null);
        if (columnIds is not null) rows = rows.Where(r => columnIds.Contains(r.ColumnId));
        return await rows.GroupBy(r => r.Year!.Value).OrderByDescending(g => g.Key)
            .Select(g => new YearCount(g.Key, g.Count())).ToListAsync(cancellation);
    }

    public async Task<int> CountSinceAsync(DateTime sinceUtc, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Live(db).CountAsync(r => r.PublishedUtc >= sinceUtc && r.FirstPublishedUtc >= sinceUtc, cancellation);
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
}
