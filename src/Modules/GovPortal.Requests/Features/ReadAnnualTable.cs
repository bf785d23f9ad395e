using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="AgencyNames">Of one agency, or of all that are counted together.</param>
/// <param name="Choices">The agencies that the person may choose among.</param>
public sealed record AnnualTableView(
    int Year, IReadOnlyList<string> AgencyIds, string AgencyNames, IReadOnlyDictionary<string, AnnualColumn> Columns, IReadOnlyList<AnnualRelation> Relations, IReadOnlyList<Agency> Choices);

/// <summary>
/// Table 三 of a year's report, counted from the cases: of one agency, or of all that the person answers for together. Failures:
/// <c>access.not-allowed</c>, <c>annual.year</c>.
/// </summary>
public sealed class ReadAnnualTable(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
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
        var present = time.UtcNow().ToCivilDate().Year;
        var asked = year ?? present;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var choices = (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => MayRead(actor, a.Id)).ToList();
        var agencies = choices.Where(a => agencyId is null || a.Id == agencyId).ToList();
        if (agencies.Count == 0) return Failure.Of(Failure.NotAllowed);
        if (asked < FirstYear || asked > present) return Failure.At("year", "annual.year", FirstYear, present);
        var ids = agencies.Select(a => a.Id).ToList();
        var columns = await ColumnsAsync(db, ids, asked, cancellation);
        var lastYear = await ColumnsAsync(db, ids, asked - 1, cancellation);
        return new AnnualTableView(asked, ids, string.Join('、', agencies.Select(a => a.Name)), columns, AnnualTable.Relations(columns, lastYear), choices);
    }

    /// <summary>Cases are grouped in the database: a few rows are read, however many cases there are.</summary>
    private static async Task<IReadOnlyDictionary<string, AnnualColumn>> ColumnsAsync(PortalDbContext db, List<string> agencies, int year, CancellationToken cancellation)
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
}
