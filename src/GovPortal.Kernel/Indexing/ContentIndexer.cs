using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Indexing;

/// <summary>Keeps an item's index rows, the modules' and the columns' figures true to its pointers, inside the caller's transaction.</summary>
public sealed partial class ContentIndexer(
    ContentElements elements, IEnumerable<IContentIndex> indexes, IEnumerable<IPublicFacts> facts)
{
    private const int SummaryLength = 160;

    /// <summary>Replaces the latest row.</summary>
    public Task WriteLatestAsync(PortalDbContext db, VersionInHand latest, CancellationToken cancellation) =>
        ReplaceAsync(db, latest.Item.Id, latest, published: false, cancellation);

    /// <summary>Replaces the published row, or removes it where nothing is live any more.</summary>
    public async Task WritePublishedAsync(PortalDbContext db, string contentItemId, VersionInHand? live, CancellationToken cancellation)
    {
        var before = await db.Set<ContentIndexRow>().AsNoTracking().FirstOrDefaultAsync(r => r.ContentItemId == contentItemId && r.IsPublished, cancellation);
        var now = await ReplaceAsync(db, contentItemId, live, published: true, cancellation);
        foreach (var columnId in new[] { before?.ColumnId, now?.ColumnId }.Distinct())
        {
            if (columnId is null) continue;
            var change = (now?.ColumnId == columnId ? 1 : 0) - (before?.ColumnId == columnId ? 1 : 0);
            await CountAsync(db, columnId, change, cancellation);
        }
        await ContentFigures.MoveAsync(db, before, now, cancellation);
    }

    private async Task<ContentIndexRow?> ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == contentItemId && r.IsPublished == published).ExecuteDeleteAsync(cancellation);
        foreach (var index in indexes)
        {
            await index.ReplaceAsync(db, contentItemId, version, published, cancellation);
        }
        if (version is null) return null;
        var row = await RowAsync(db, version, published, cancellation);
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        // Another change of the same transaction writes the row again, under the same key.
        db.Entry(row).State = EntityState.Detached;
        return row;
    }

    private async Task<ContentIndexRow> RowAsync(PortalDbContext db, VersionInHand v, bool published, CancellationToken cancellation)
    {
        var known = new JsonObject();
        if (published)
        {
            foreach (var fact in facts)
            {
                if (await fact.ForAsync(db, v, cancellation) is { } value) known[fact.Name] = value;
            }
        }
        var (item, version, disclosure) = (v.Item, v.Version, v.Disclosure);
        var (waiting, people) = version.State == VersionState.InReview ? await WaitingAsync(db, version, cancellation) : (null, null);
        return new ContentIndexRow
        {
            ContentItemId = item.Id, IsPublished = published, VersionId = version.Id, Number = version.Number, State = version.State,
            ContentType = item.ContentType, Title = version.DisplayText, Path = published ? item.Path : ItemPaths.Chosen(v.Data),
            AgencyId = version.AgencyId, ColumnId = version.ColumnId, SectionId = version.SectionId,
            Stage = disclosure.Stage, FormedOn = disclosure.FormedOn, Year = (published ? item.FirstPublishedUtc : null)?.ToCivil().Year,
            Validity = ContentFigures.Text(known["validity"], "state"),
            Summary = Summary(elements.Opening(v.Type, v.Data)), Facts = known.ToJsonString(CanonicalJson.Unescaped),
            AuthorId = version.ContributorIds is [var first, ..] ? first : item.OwnerId, HasLive = item.PublishedVersionId is not null,
            IsInternal = v.Column is { } column && v.Organisation.IsInternal(column),
            WaitingStep = waiting?.Title, WaitingRole = waiting?.Role, WaitingSectionId = waiting?.SectionOf(version.SectionId), WaitingPeople = people,
            ModifiedUtc = item.ModifiedUtc, SubmittedUtc = version.SubmittedUtc,
            FirstPublishedUtc = item.FirstPublishedUtc, PublishedUtc = published ? item.PublishedUtc : null,
        };
    }

    /// <summary>The step that is due, and those of its people who have not decided yet.</summary>
    private static async Task<(RouteStep? Step, string? People)> WaitingAsync(PortalDbContext db, ContentVersion version, CancellationToken cancellation)
    {
        var route = ReviewRoute.Parse(version.Route);
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == version.Id).ToListAsync(cancellation);
        if (route.NextStep(version.ManifestHash, reviews) is not { } next) return (null, null);
        var decided = route.Holding(version.ManifestHash, reviews).Where(r => r.StepIndex == next).Select(r => r.InNameOf);
        return (route.Steps[next], route.Steps[next].People is { } people ? $";{string.Join(';', people.Except(decided))};" : null);
    }

    /// <summary>
    /// Added to in the database: another node may count in the same column at this moment. The row is locked by the addition,
    /// so the newest date is looked for when every other publication in the column is committed or waits.
    /// </summary>
    private static async Task CountAsync(PortalDbContext db, string columnId, int change, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "ColumnFigures" ("ColumnId", "PublishedCount") VALUES ({columnId}, 0) ON CONFLICT DO NOTHING""", cancellation);
        var figures = db.Set<ColumnFigures>().Where(f => f.ColumnId == columnId);
        await figures.ExecuteUpdateAsync(set => set.SetProperty(f => f.PublishedCount, f => f.PublishedCount + change), cancellation);
        var last = await db.Set<ContentIndexRow>().Where(r => r.IsPublished && r.ColumnId == columnId)
            .OrderByDescending(r => r.PublishedUtc).Select(r => r.PublishedUtc).FirstOrDefaultAsync(cancellation);
        await figures.ExecuteUpdateAsync(set => set.SetProperty(f => f.LastPublishedUtc, last), cancellation);
    }

    internal static string Summary(string text)
    {
        var line = WhiteSpace().Replace(text, " ").Trim();
        return line.Length <= SummaryLength ? line : line[..SummaryLength] + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}

/// <summary>Keeps <see cref="ContentCount"/> and <see cref="MonthFigures"/> true to the published rows.</summary>
internal static class ContentFigures
{
    /// <summary>Takes the item from where it was counted and counts it where it is now. Added to in the database: another node may count there, too.</summary>
    public static async Task MoveAsync(PortalDbContext db, ContentIndexRow? before, ContentIndexRow? now, CancellationToken cancellation)
    {
        if (before is null || now is null || Place(before) != Place(now))
        {
            if (before is not null) await AddAsync(db, before, -1, cancellation);
            if (now is not null) await AddAsync(db, now, 1, cancellation);
        }
        if (before is null || now is null || Time(before) != Time(now))
        {
            if (before is not null) await AddMonthAsync(db, before, -1, cancellation);
            if (now is not null) await AddMonthAsync(db, now, 1, cancellation);
        }
    }

    /// <summary>A text of a fact; null where it is not there.</summary>
    public static string? Text(JsonNode? fact, string name) =>
        fact is JsonObject known && known[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static (string, int, string, string, string, string) Place(ContentIndexRow r) =>
        (r.ColumnId ?? "", r.Year ?? 0, r.ContentType, r.SectionId ?? "", r.Stage ?? "", r.Validity ?? "");

    private static (int Month, string Column, string? Status) Time(ContentIndexRow r) =>
        (r.FirstPublishedUtc is { } first ? Month(first) : 0, r.ColumnId ?? "", Text(JsonNode.Parse(r.Facts)?["deadline"], "status"));

    /// <summary>As <see cref="MonthFigures.Month"/>.</summary>
    public static int Month(DateTime utc) => (utc.ToCivil().Year * 100) + utc.ToCivil().Month;

    private static async Task AddAsync(PortalDbContext db, ContentIndexRow row, int change, CancellationToken cancellation)
    {
        var (column, year, type, section, stage, validity) = Place(row);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO "ContentCounts" ("ColumnId", "Year", "ContentType", "SectionId", "Stage", "Validity", "IsInternal", "Count")
             VALUES ({column}, {year}, {type}, {section}, {stage}, {validity}, {row.IsInternal}, 0) ON CONFLICT DO NOTHING
             """, cancellation);
        await db.Set<ContentCount>()
            .Where(c => c.ColumnId == column && c.Year == year && c.ContentType == type && c.SectionId == section && c.Stage == stage && c.Validity == validity)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, c => c.Count + change), cancellation);
    }

    private static async Task AddMonthAsync(PortalDbContext db, ContentIndexRow row, int change, CancellationToken cancellation)
    {
        var (month, column, status) = Time(row);
        var (onTime, late) = (status == "on-time" ? change : 0, status == "late" ? change : 0);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO "MonthFigures" ("Month", "ColumnId", "IsInternal", "PublishedCount", "OnTimeCount", "LateCount")
             VALUES ({month}, {column}, {row.IsInternal}, 0, 0, 0) ON CONFLICT DO NOTHING
             """, cancellation);
        await db.Set<MonthFigures>().Where(f => f.Month == month && f.ColumnId == column).ExecuteUpdateAsync(set => set
            .SetProperty(f => f.PublishedCount, f => f.PublishedCount + change)
            .SetProperty(f => f.OnTimeCount, f => f.OnTimeCount + onTime)
            .SetProperty(f => f.LateCount, f => f.LateCount + late), cancellation);
    }
}

/// <summary>The facts of an item that is live already, changed because another item was published or withdrawn.</summary>
public static class LiveFacts
{
    /// <summary>Does nothing where the item is not live.</summary>
    public static async Task ChangeAsync(PortalDbContext db, string contentItemId, Func<JsonObject, Task> change, CancellationToken cancellation)
    {
        var row = db.Set<ContentIndexRow>().Where(r => r.ContentItemId == contentItemId && r.IsPublished);
        // Takes the row's lock, so that of two publications at once neither loses the other's entry.
        if (await row.ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, r => r.Facts), cancellation) == 0) return;
        var before = await row.AsNoTracking().Select(r => r.Facts).SingleAsync(cancellation);
        var facts = (JsonObject)JsonNode.Parse(before)!;
        await change(facts);
        var after = facts.ToJsonString(CanonicalJson.Unescaped);
        if (after != before) await row.ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, after), cancellation);
    }
}
