using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

public sealed record MediaFilter(int Year, string? Outlet = null, MediaForm? Form = null);

/// <param name="Title">Null where the item is public no more and the actor may not read it.</param>
public sealed record MediaRow(ChannelPosting Posting, string? Title);

public sealed record OutletTotal(string Outlet, MediaForm? Form, int Prints);

/// <param name="Outlets">Over the whole year, the busiest first.</param>
/// <param name="Years">Those that have a print, the latest first.</param>
public sealed record MediaYear(IReadOnlyList<MediaRow> Rows, int Total, IReadOnlyList<OutletTotal> Outlets, IReadOnlyList<int> Years);

/// <summary>
/// 媒体刊发记录 (R23): which outlets printed or showed what in a year, by the day of print, of the agencies whose postings the actor sees.
/// Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ReadMediaRecord(IDbContextFactory<PortalDbContext> contexts, ITexts texts)
{
    /// <summary>A sheet holds no more rows than this.</summary>
    public const int MostRows = 20_000;
    private const int MostYears = 50;

    public async Task<Result<MediaYear>> HandleAsync(ListQuery list, MediaFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        if (!ListPostings.May(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var year = OfYear(Seen(db, actor), filter.Year);
        var rows = Filtered(year, filter);
        var outlets = await year.GroupBy(p => new { p.Outlet, p.Form }).Select(g => new { g.Key.Outlet, g.Key.Form, Count = g.Count() }).ToListAsync(cancellation);
        var (first, last) = (await Seen(db, actor).MinAsync(p => p.PrintedOn, cancellation), await Seen(db, actor).MaxAsync(p => p.PrintedOn, cancellation));
        return new MediaYear(
            await TitledAsync(db, await Newest(rows).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), actor, cancellation), await rows.CountAsync(cancellation),
            [.. outlets.Select(o => new OutletTotal(o.Outlet ?? "", o.Form, o.Count)).OrderByDescending(o => o.Prints).ThenBy(o => o.Outlet, StringComparer.Ordinal)],
            first is { } from && last is { } to ? [.. Enumerable.Range(from.Year, Math.Min(to.Year - from.Year + 1, MostYears)).Reverse()] : []);
    }

    /// <summary>The year as a workbook (.xlsx): a sheet of what was printed, a sheet of totals by outlet.</summary>
    public async Task<Result<byte[]>> ExportAsync(MediaFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!ListPostings.May(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var postings = await Newest(Filtered(OfYear(Seen(db, actor), filter.Year), filter)).Take(MostRows).ToListAsync(cancellation);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var chunk in postings.Chunk(500))
        {
            foreach (var (p, title) in await TitledAsync(db, [.. chunk], actor, cancellation))
            {
                rows.Add([$"{p.PrintedOn:yyyy-MM-dd}", p.Outlet ?? "", p.Form is { } form ? texts[MediaForms.Title(form)] : "", title ?? p.ContentItemId, p.Address ?? ""]);
            }
        }
        var totals = postings.GroupBy(p => (p.Outlet, p.Form)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Outlet, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<string>)[g.Key.Outlet ?? "", g.Key.Form is { } form ? texts[MediaForms.Title(form)] : "", g.Count().ToString(CultureInfo.InvariantCulture)]).ToList();
        var head = texts["{0}年媒体刊发情况", filter.Year];
        return SheetWriter.Write(
        [
            new SheetPage(texts["媒体刊发"], head, [(texts["刊发日期"], 12), (texts["媒体"], 24), (texts["形式"], 14), (texts["信息"], 44), (texts["地址"], 40)], rows),
            new SheetPage(texts["各媒体"], head, [(texts["媒体"], 30), (texts["形式"], 16), (texts["篇次"], 10)], totals),
        ]);
    }

    private static IQueryable<ChannelPosting> Seen(PortalDbContext db, Actor actor)
    {
        var all = MediaFigures.Prints(db);
        return ChannelPermissions.SeenBy(actor) is { } agencies ? all.Where(p => agencies.Contains(p.AgencyId)) : all;
    }

    private static IQueryable<ChannelPosting> OfYear(IQueryable<ChannelPosting> all, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return all.Where(p => p.PrintedOn >= first && p.PrintedOn <= last);
    }

    private static IQueryable<ChannelPosting> Filtered(IQueryable<ChannelPosting> all, MediaFilter filter)
    {
        if (filter.Outlet is { Length: > 0 } outlet) all = all.Where(p => p.Outlet == outlet);
        return filter.Form is { } form ? all.Where(p => p.Form == form) : all;
    }

    private static IQueryable<ChannelPosting> Newest(IQueryable<ChannelPosting> all) => all.OrderByDescending(p => p.PrintedOn).ThenBy(p => p.Id);

    private static async Task<IReadOnlyList<MediaRow>> TitledAsync(PortalDbContext db, List<ChannelPosting> postings, Actor actor, CancellationToken cancellation)
    {
        if (postings.Count == 0) return [];
        var titles = await ContentAccess.TitlesAsync(db, [.. postings.Select(p => p.ContentItemId).Distinct()], actor, cancellation);
        return postings.ConvertAll(p => new MediaRow(p, titles.GetValueOrDefault(p.ContentItemId)));
    }
}
