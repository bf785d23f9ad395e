using System.Diagnostics;
using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Search.Features;
using GovPortal.Web.Tests.Reliability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>
/// What a reader waits for as the portal grows, on SQLite. The first items are published through the handlers; the others are
/// copies of their rows, made in the database with ids, addresses and times of their own, and the search index is built from all
/// of them. Reading cannot tell the difference, and a million is there in minutes.
/// </summary>
internal static class Scale
{
    private const int Published = 1000;
    private const int Reads = 200;
    private const int WarmUp = 20;
    private const string Cached = "from the cache";
    private static readonly string[] Words = ["稳岗返还", "职业技能培训 公告", "工伤认定", "公开招聘", "养老保险 实施办法", "创业担保贷款"];

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        var bySize = new List<Dictionary<string, string>>();
        foreach (var size in sizes)
        {
            bySize.Add(await OfAsync(size));
            foreach (var (name, value) in bySize[^1]) Console.WriteLine($"{size}: {name}: {value}");
        }
        Console.WriteLine($"\n| | {string.Join(" | ", sizes.Select(s => s.ToString("N0", CultureInfo.InvariantCulture)))} |\n|---|{string.Concat(sizes.Select(_ => "---|"))}");
        foreach (var name in bySize[^1].Keys) Console.WriteLine($"| {name} | {string.Join(" | ", bySize.Select(r => r.GetValueOrDefault(name, "")))} |");
    }

    private static async Task<Dictionary<string, string>> OfAsync(int size)
    {
        await using var place = await Portal.FilledAsync(onPostgreSql: false, Math.Min(size, Published));
        var copying = Stopwatch.GetTimestamp();
        await place.WithAsync(async services =>
        {
            await MultiplyAsync(services, size / Published);
            return true;
        });
        Console.WriteLine($"{size} items: rows there in {Stopwatch.GetElapsedTime(copying).TotalSeconds:0} s");
        var results = new Dictionary<string, string>();
        var building = Stopwatch.GetTimestamp();
        await place.WithAsync(async services => DemoBureau.Must(await services.GetRequiredService<RebuildSearch>()
            .HandleAsync(new RebuildSearchCommand(Trusted: true), new Actor("benchmark", "benchmark", []), null, CancellationToken.None)));
        var built = Stopwatch.GetElapsedTime(building);
        results["index built, s (items a second)"] = string.Create(CultureInfo.InvariantCulture, $"{built.TotalSeconds:0.0} ({size / built.TotalSeconds:0})");
        await using (var portal = await Portal.StartAsync(place, "--Portal:PageCache:SizeMegabytes=0"))
        {
            // The first size would pay for the compiler of all.
            await MeasureAsync(portal, [], "warm-up", Reads);
            await MeasureAsync(portal, results, "miss", Reads);
        }
        await using (var portal = await Portal.StartAsync(place))
        {
            await MeasureAsync(portal, results, Cached, Reads);
            using var process = Process.GetCurrentProcess();
            GC.Collect();
            results["managed memory / working set, MB"] = string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(true) / 1e6:0} / {process.WorkingSet64 / 1e6:0}");
        }
        return results;
    }

    private static async Task MeasureAsync(Portal portal, Dictionary<string, string> results, string how, int times)
    {
        var (items, columns) = (await AddressesAsync(portal, how == Cached ? WarmUp : times), await portal.ColumnAddressesAsync());
        var (column, group) = (columns[0], columns[0][..columns[0].LastIndexOf('/')]);
        await AddAsync("item", i => items[i % items.Count]);
        await AddAsync("front page", _ => "/");
        await AddAsync("column", i => columns[i % Math.Min(6, columns.Count)]);
        await AddAsync("column, by stage", _ => column + "?stage=management");
        await AddAsync("group of columns", _ => group);
        var deep = await DeepestAsync(portal, column);
        await AddAsync("column, its last page or page 2,000", _ => $"{column}?page={deep}");
        foreach (var (name, query) in new[] { ("search", ""), ("search in a column, by date", $"&sort=date&column={Uri.EscapeDataString(column["/columns/".Length..])}") })
        {
            var taken = await Timing.OfAsync(times, i => portal.GetAsync($"/search?q={Uri.EscapeDataString(Words[i % Words.Length])}{query}&x={how}{i}"), warmUp: WarmUp);
            results[$"{name}, {how}"] = $"{Timing.Text(taken.Median)} / {Timing.Text(taken.At(0.99))}";
        }

        async Task AddAsync(string name, Func<int, string> address)
        {
            var taken = await Timing.OfAsync(times, i => portal.GetAsync(address(i)), warmUp: WarmUp);
            results[$"{name}, {how}"] = $"{Timing.Text(taken.Median)} / {Timing.Text(taken.At(0.99))}";
        }
    }

    private static async Task<List<string>> AddressesAsync(Portal portal, int count)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await db.Set<ContentIndexRow>().Where(r => r.IsPublished && !r.IsInternal).OrderBy(r => r.ContentItemId).Take(count).Select(r => "/" + r.Path).ToListAsync();
    }

    private static async Task<int> DeepestAsync(Portal portal, string column)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var path = column["/columns/".Length..];
        var count = await (from f in db.Set<ColumnFigures>() join c in db.Set<Column>() on f.ColumnId equals c.Id where c.Path == path select f.PublishedCount).SingleAsync();
        return Math.Clamp((count + 19) / 20, 1, 2000);
    }

    /// <summary>Copies the published rows and their versions, so that there are <paramref name="times"/> of each.</summary>
    internal static async Task MultiplyAsync(IServiceProvider services, int times)
    {
        if (times < 2) return;
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        // Nothing here has to outlive a power cut, and the rows of a million items do not pass through the log.
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-6000000");
        await using var tx = await db.Database.BeginTransactionAsync();
        // The originals apart, so that a copy does not look through the copies made before.
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TEMP TABLE "RowsToCopy" AS SELECT * FROM "ContentIndex" WHERE "IsPublished" AND length("Path") < 100;
            CREATE TEMP TABLE "VersionsToCopy" AS SELECT * FROM "ContentVersions" WHERE "Id" IN (SELECT "VersionId" FROM "RowsToCopy");
            CREATE TEMP TABLE "ItemsToCopy" AS SELECT * FROM "ContentItems" WHERE "Id" IN (SELECT "ContentItemId" FROM "RowsToCopy");
            CREATE TEMP TABLE "ValuesToCopy" AS SELECT * FROM "FieldValues" WHERE "IsPublished" AND "ContentItemId" IN (SELECT "ContentItemId" FROM "RowsToCopy");
            CREATE TEMP TABLE "EventsToCopy" AS SELECT * FROM "PortalEvents" WHERE "Kind" = 'content.published' AND "SubjectId" IN (SELECT "ContentItemId" FROM "RowsToCopy");
            """);
        var copies = new[]
        {
            Copy(db, typeof(ContentItemRow), "ItemsToCopy"), Copy(db, typeof(ContentVersion), "VersionsToCopy"), Copy(db, typeof(ContentIndexRow), "RowsToCopy"),
            Copy(db, db.Model.GetEntityTypes().Single(t => t.GetTableName() == "FieldValues").ClrType, "ValuesToCopy"), Copy(db, typeof(PortalEvent), "EventsToCopy"),
        };
        for (var k = 1; k < times; k++)
        {
            var number = k.ToString("0000000", CultureInfo.InvariantCulture);
            foreach (var copy in copies) await db.Database.ExecuteSqlRawAsync(copy.Replace("{K}", number, StringComparison.Ordinal));
        }
        foreach (var (table, columns) in new[] { ("ContentCounts", new[] { "Count" }), ("MonthFigures", ["PublishedCount", "OnTimeCount", "LateCount"]), ("ColumnFigures", ["PublishedCount"]) })
        {
            var update = $"UPDATE \"{table}\" SET {string.Join(", ", columns.Select(c => $"\"{c}\" = \"{c}\" * {times}"))}";
            await db.Database.ExecuteSqlRawAsync(update);
        }
        // The log goes on behind the copies; its chain is not looked at here.
        await db.Database.ExecuteSqlRawAsync("""UPDATE "EventCounter" SET "LastEventId" = (SELECT max("Id") FROM "PortalEvents")""");
        // What follows the log has nothing to do with copies; it would write all through the measuring.
        await db.Database.ExecuteSqlRawAsync("""UPDATE "ReaderMarks" SET "LastEventId" = (SELECT max("Id") FROM "PortalEvents")""");
        await tx.CommitAsync();
        // The next to open it finds it as it was left: with its log, and no connection of ours.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        await db.Database.CloseConnectionAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>An INSERT of copies: ids keep their random end, addresses and times are moved.</summary>
    private static string Copy(PortalDbContext db, Type row, string from)
    {
        var type = db.Model.FindEntityType(row)!;
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        var columns = type.GetProperties().Select(p => p.GetColumnName(table)!).ToList();
        var values = columns.Select(c => c switch
        {
            "Id" when row == typeof(PortalEvent) => "(SELECT max(\"Id\") FROM \"PortalEvents\") + row_number() OVER (ORDER BY v.\"Id\")",
            "Id" or "ContentItemId" or "VersionId" or "SubjectId" or "LatestVersionId" or "PublishedVersionId" => $"'{{K}}' || substr(v.\"{c}\", 8)",
            "Path" => $"v.\"Path\" || '/copy-{{K}}'",
            "PublishedUtc" or "FirstPublishedUtc" => $"strftime('%Y-%m-%d %H:%M:%S', v.\"{c}\", '-' || CAST('{{K}}' AS INTEGER) || ' days')",
            _ => $"v.\"{c}\"",
        });
        return $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM temp.\"{from}\" v";
    }
}
