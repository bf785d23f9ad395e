using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="AgencyNames">Of one agency, or of all that are counted together.</param>
/// <param name="LastYear">Of the year before: as its report had them, else as they stand now.</param>
/// <param name="Choices">The agencies that the person may choose among.</param>
public sealed record AnnualTableView(
    int Year, IReadOnlyList<string> AgencyIds, string AgencyNames, AnnualFigures Figures, AnnualFigures LastYear, IReadOnlyList<AnnualRelation> Relations, IReadOnlyList<Agency> Choices)
{
    public IReadOnlyDictionary<string, AnnualColumn> Columns => Figures.Columns;

    public IReadOnlyList<ReportTable> Tables => AnnualTables.Of(Figures);
}

/// <summary>
/// The figures of a year's report (tables 二, 三 and 四): counted from documents, cases, reviews and suits, with the corrections beside
/// them; of one agency, or of all that the person answers for together. Failures: <c>access.not-allowed</c>, <c>annual.year</c>.
/// </summary>
public sealed class ReadAnnualTable(IDbContextFactory<PortalDbContext> contexts, IEnumerable<IAnnualFigures> documents, TimeProvider time)
{
    /// <summary>The regulation's first year.</summary>
    public const int FirstYear = 2008;

    public static bool MayRead(Actor actor, string agencyId) => actor.Can(RequestPermissions.Dispatch, agencyId) || actor.Can(RequestPermissions.Approve, agencyId);

    /// <summary>Midnight in China at the beginning of a year.</summary>
    public static DateTime StartUtc(int year) => Instants.FromCivil(new DateTime(year, 1, 1));

    /// <param name="agencyId">Null for all that the person answers for.</param>
    /// <param name="year">Null for the present one.</param>
    public async Task<Result<AnnualTableView>> HandleAsync(string? agencyId, int? year, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await HandleAsync(db, agencyId, year, actor, cancellation);
    }

    internal async Task<Result<AnnualTableView>> HandleAsync(PortalDbContext db, string? agencyId, int? year, Actor actor, CancellationToken cancellation)
    {
        var present = time.UtcNow().ToCivilDate().Year;
        var asked = year ?? present;
        var choices = (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => MayRead(actor, a.Id)).ToList();
        var agencies = choices.Where(a => agencyId is null || a.Id == agencyId).ToList();
        if (agencies.Count == 0) return Failure.Of(Failure.NotAllowed);
        if (asked < FirstYear || asked > present) return Failure.At("year", "annual.year", FirstYear, present);
        var ids = agencies.Select(a => a.Id).ToList();
        var figures = await FiguresAsync(db, ids, asked, cancellation);
        var lastYear = await BeforeAsync(db, ids, asked, cancellation);
        return new AnnualTableView(asked, ids, string.Join('、', agencies.Select(a => a.Name)), figures, lastYear, AnnualTables.Relations(figures, lastYear), choices);
    }

    /// <summary>As they stand now. The number of queries does not grow with what is counted.</summary>
    internal async Task<AnnualFigures> FiguresAsync(PortalDbContext db, IReadOnlyList<string> agencies, int year, CancellationToken cancellation)
    {
        var counted = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (applicants, column) in await ColumnsAsync(db, agencies, year, cancellation))
        {
            (counted[$"{AnnualTable.New}.{applicants}"], counted[$"{AnnualTable.CarriedOver}.{applicants}"], counted[$"{AnnualTable.CarriedOn}.{applicants}"]) = (column.New, column.CarriedOver, column.CarriedOn);
            foreach (var (outcome, count) in column.Ended) counted[$"{outcome}.{applicants}"] = count;
        }
        foreach (var (cell, count) in await ContestsAsync(db, agencies, year, cancellation)) counted[cell] = count;
        foreach (var source in documents)
        {
            foreach (var cell in source.Cells) counted[cell] = await source.CountAsync(db, cell, agencies, year, cancellation);
        }
        var changes = await db.Set<AnnualChange>().AsNoTracking().Where(c => agencies.Contains(c.AgencyId) && c.Year == year && c.TakenBackUtc == null)
            .Select(c => new { c.Cell, c.Delta }).ToListAsync(cancellation);
        return new AnnualFigures(counted, changes.GroupBy(c => c.Cell).ToDictionary(g => g.Key, g => g.Sum(c => c.Delta), StringComparer.Ordinal));
    }

    /// <summary>Of the year before: as its report had them, else as they stand now.</summary>
    internal async Task<AnnualFigures> BeforeAsync(PortalDbContext db, IReadOnlyList<string> agencies, int year, CancellationToken cancellation) =>
        await ReportedAsync(db, agencies, year - 1, cancellation) ?? await FiguresAsync(db, agencies, year - 1, cancellation);

    /// <summary>What the published or drafted report of a year said, where one was written over exactly these agencies.</summary>
    private static async Task<AnnualFigures?> ReportedAsync(PortalDbContext db, IReadOnlyList<string> agencies, int year, CancellationToken cancellation)
    {
        var made = await db.Set<AnnualReportMade>().AsNoTracking().Where(r => agencies.Contains(r.AgencyId) && r.Year == year).ToListAsync(cancellation);
        return made.Select(m => ReportedFigures.Read(m.Figures)).FirstOrDefault(r => r.Agencies.Order(StringComparer.Ordinal).SequenceEqual(agencies.Order(StringComparer.Ordinal)))?.Figures;
    }

    /// <summary>Cases are grouped in the database: a few rows are read, however many cases there are.</summary>
    private static async Task<IReadOnlyDictionary<string, AnnualColumn>> ColumnsAsync(PortalDbContext db, IReadOnlyList<string> agencies, int year, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (from, until) = (StartUtc(year), StartUtc(year + 1));
        var groups = await db.Set<DisclosureRequest>().AsNoTracking()
            .Where(r => agencies.Contains(r.AgencyId) && r.ReceivedOn <= last && (r.EndedUtc == null || r.EndedUtc >= from))
            .GroupBy(r => new { IsNew = r.ReceivedOn >= first, r.ApplicantClass, HasEnded = r.EndedUtc != null && r.EndedUtc < until, r.Outcome })
            .Select(g => new { g.Key.IsNew, g.Key.ApplicantClass, g.Key.HasEnded, g.Key.Outcome, Count = g.Count() })
            .ToListAsync(cancellation);
        return AnnualCount.Of(groups.Select(g => new CountedCase(g.IsNew ? first : first.AddDays(-1), g.ApplicantClass, g.HasEnded ? last : null, g.HasEnded ? g.Outcome : null, g.Count)), year);
    }

    /// <summary>Table 四: what was decided in the year by its result, and what was pending at its end.</summary>
    private static async Task<Dictionary<string, int>> ContestsAsync(PortalDbContext db, IReadOnlyList<string> agencies, int year, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var groups = await db.Set<RequestContest>().AsNoTracking()
            .Where(c => agencies.Contains(c.AgencyId) && c.TakenBackUtc == null && c.FiledOn <= last && (c.DecidedOn == null || c.DecidedOn >= first))
            .GroupBy(c => new { c.Kind, IsDecided = c.DecidedOn != null && c.DecidedOn <= last, c.Result })
            .Select(g => new { g.Key.Kind, g.Key.IsDecided, g.Key.Result, Count = g.Count() })
            .ToListAsync(cancellation);
        return groups.GroupBy(g => $"{g.Kind}.{(g.IsDecided ? g.Result : Contests.Pending)}").ToDictionary(g => g.Key, g => g.Sum(c => c.Count), StringComparer.Ordinal);
    }
}
