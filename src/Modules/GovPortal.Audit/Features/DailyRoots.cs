using System.Globalization;
using System.Text;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Text;
using GovPortal.Papers;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <summary>The end of a civil day's events.</summary>
/// <param name="LastEventId">The highest number among the day's events.</param>
/// <param name="Hash">That event's hash: it stands for all events up to it.</param>
/// <param name="Count">How many events the day had.</param>
public sealed record DailyRoot(DateOnly Day, long LastEventId, int Count, string Hash)
{
    /// <summary>As it is copied: day, number, count, hash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}  {LastEventId}  {Count}  {Hash}");
}

/// <param name="Older">The day before which the next page begins; null on the last.</param>
public sealed record DailyRootPage(IReadOnlyList<DailyRoot> Roots, DateOnly? Older);

/// <summary>每日根值: derived from the log for every closed civil day (Asia/Shanghai) that has events, newest first.</summary>
public sealed class DailyRoots(PortalDbContext db, TimeProvider time)
{
    public const int PageSize = 31;

    /// <summary>A transaction that began before midnight may commit a moment after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private sealed record Row(string Day, long Last, int Count);

    /// <summary>The first day that is not closed yet.</summary>
    public DateOnly OpenDay => (time.UtcNow() - Grace).ToCivilDate();

    /// <param name="before">Days older than this; null begins with the last closed day.</param>
    public async Task<DailyRootPage> HandleAsync(DateOnly? before, CancellationToken cancellation, int size = PageSize)
    {
        var end = Start(before is { } day && day < OpenDay ? day : OpenDay);
        var take = size + 1;
        var rows = db.IsSqlite
            ? db.Database.SqlQuery<Row>($"""
                SELECT date("OccurredUtc", '+8 hours') AS "Day", MAX("Id") AS "Last", COUNT(*) AS "Count" FROM "PortalEvents"
                WHERE "OccurredUtc" < {end} AND date("OccurredUtc") IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT {take}
                """)
            : db.Database.SqlQuery<Row>($"""
                SELECT to_char("OccurredUtc" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "Day", MAX("Id") AS "Last", COUNT(*)::int AS "Count" FROM "PortalEvents"
                WHERE "OccurredUtc" < {end} GROUP BY 1 ORDER BY 1 DESC LIMIT {take}
                """);
        var found = await rows.ToListAsync(cancellation);
        var ids = found.Take(size).Select(r => r.Last).ToList();
        var hashes = await db.Set<PortalEvent>().Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.Hash }).ToDictionaryAsync(e => e.Id, e => e.Hash, cancellation);
        List<DailyRoot> roots = [.. found.Take(size).Select(r => new DailyRoot(DateOnly.ParseExact(r.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), r.Last, r.Count, hashes[r.Last]))];
        return new DailyRootPage(roots, found.Count > size ? roots[^1].Day : null);
    }

    /// <summary>The root of one day; null where it had no events or is not closed.</summary>
    public async Task<DailyRoot?> OfAsync(DateOnly day, CancellationToken cancellation) =>
        day < OpenDay && (await HandleAsync(day.AddDays(1), cancellation, size: 1)).Roots is [var root] && root.Day == day ? root : null;

    /// <summary>For a text file: a heading line, then one root a line.</summary>
    public static byte[] Text(string portal, IReadOnlyList<DailyRoot> roots, ITexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true).GetPreamble()
            .Concat(Encoding.UTF8.GetBytes($"{portal} {texts["每日根值"]}\r\n{texts["日期"]}  {texts["末条序号"]}  {texts["当日条数"]}  {texts["根值"]}\r\n" + string.Concat(roots.Select(r => r + "\r\n")))).ToArray();
    }

    /// <summary>For the work diary: a table and a line to sign.</summary>
    public static byte[] Docx(string portal, IReadOnlyList<DailyRoot> roots, ITexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        IReadOnlyList<PaperCell> head = [.. new[] { "日期", "末条序号", "当日条数", "根值" }.Select(h => new PaperCell(texts[h], IsHead: true))];
        return new Paper(landscape: true)
            .Title(texts["每日根值"])
            .Text(portal)
            .Table([13, 10, 10, 67], roots.Select(r => (IReadOnlyList<PaperCell>)
            [
                new(r.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new(r.LastEventId.ToString(CultureInfo.InvariantCulture)),
                new(r.Count.ToString(CultureInfo.InvariantCulture)), new(r.Hash),
            ]).Prepend(head), head: 1)
            .Text(texts["记录人：　　　　　　　　　　复核人：　　　　　　　　　　　　年　　月　　日"])
            .ToDocx();
    }

    private static DateTime Start(DateOnly day) => Instants.FromCivil(day.ToDateTime(TimeOnly.MinValue));
}
