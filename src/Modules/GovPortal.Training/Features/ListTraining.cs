using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using GovPortal.Training.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Training.Features;

/// <param name="Year">Null for all years.</param>
public sealed record TrainingFilter(int? Year = null, string? Kind = null, string? SectionId = null);

/// <summary>A training with what its index row knows of it.</summary>
public sealed class TrainingRow
{
    public required TrainingEntry Entry { get; init; }
    public required ContentIndexRow Row { get; init; }
}

/// <param name="Sessions">场次.</param>
/// <param name="People">人次.</param>
/// <param name="Hours">学时 of the trainings.</param>
public sealed record KindTotal(string Kind, int Sessions, int People, double Hours);

/// <param name="Totals">By kind, over what the filter leaves.</param>
public sealed record TrainingLedger(IReadOnlyList<TrainingRow> Rows, int Total, IReadOnlyList<KindTotal> Totals, IReadOnlyList<int> Years);

/// <summary>The training ledger (培训台账, R26): the records whose latest version the person may read, the latest first. Names of participants are not in it.</summary>
public sealed class ListTraining(IDbContextFactory<PortalDbContext> contexts, ITexts texts)
{
    /// <summary>A sheet holds no more rows than this.</summary>
    public const int MostRows = 5_000;

    public async Task<TrainingLedger> HandleAsync(ListQuery list, TrainingFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var readable = Readable(db, actor);
        var rows = Filtered(readable, list.Q, filter);
        var totals = await rows.GroupBy(t => t.Entry.Kind).Select(g => new { g.Key, Sessions = g.Count(), People = g.Sum(t => t.Entry.People), Hours = g.Sum(t => t.Entry.Hours) }).ToListAsync(cancellation);
        var (first, last) = (await readable.MinAsync(t => (DateOnly?)t.Entry.HeldOn, cancellation), await readable.MaxAsync(t => (DateOnly?)t.Entry.HeldOn, cancellation));
        return new TrainingLedger(
            await Newest(rows).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), totals.Sum(t => t.Sessions), [.. totals.Select(t => new KindTotal(t.Key, t.Sessions, t.People, t.Hours))],
            first is { } from && last is { } to ? [.. Enumerable.Range(from.Year, Math.Min(to.Year - from.Year + 1, 100)).Reverse()] : []);
    }

    /// <summary>The list as a workbook (.xlsx), at most <see cref="MostRows"/>.</summary>
    public async Task<byte[]> ExportAsync(ListQuery list, TrainingFilter filter, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var rows = await Newest(Filtered(Readable(db, actor), list.Q, filter)).Take(MostRows).ToListAsync(cancellation);
        (string, double)[] header = [(texts["培训日期"], 12), (texts["培训名称"], 44), (texts["类别"], 10), (texts["主办单位"], 28), (texts["科室"], 16), (texts["人数"], 10), (texts["学时"], 10)];
        return SheetWriter.Write(texts["培训台账"], filter.Year is { } year ? texts["{0}年培训台账", year] : texts["培训台账"], header,
        [
            .. rows.Select(t => (IReadOnlyList<string>)
            [
                t.Entry.HeldOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), t.Row.Title, texts[t.Entry.Kind], t.Entry.Organiser, organisation.Section(t.Row.SectionId)?.Name ?? "",
                t.Entry.People.ToString(CultureInfo.InvariantCulture), HoursText(t.Entry.Hours),
            ]),
        ]);
    }

    public static string HoursText(double hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);

    internal static IQueryable<TrainingRow> Readable(PortalDbContext db, Actor actor) =>
        from entry in db.Set<TrainingEntry>().AsNoTracking()
        join row in db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished).ReadableBy(actor) on entry.ContentItemId equals row.ContentItemId
        select new TrainingRow { Entry = entry, Row = row };

    private static IQueryable<TrainingRow> Filtered(IQueryable<TrainingRow> rows, string? words, TrainingFilter filter)
    {
        if (words is not null) rows = rows.Where(t => t.Row.Title.Contains(words) || t.Entry.Organiser.Contains(words));
        if (filter.Kind is { Length: > 0 } kind) rows = rows.Where(t => t.Entry.Kind == kind);
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(t => t.Row.SectionId == section);
        return filter.Year is { } year ? OfYear(rows, year) : rows;
    }

    internal static IQueryable<TrainingRow> OfYear(IQueryable<TrainingRow> rows, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return rows.Where(t => t.Entry.HeldOn >= first && t.Entry.HeldOn <= last);
    }

    internal static IQueryable<TrainingRow> Newest(IQueryable<TrainingRow> rows) => rows.OrderByDescending(t => t.Entry.HeldOn).ThenBy(t => t.Entry.ContentItemId);
}
