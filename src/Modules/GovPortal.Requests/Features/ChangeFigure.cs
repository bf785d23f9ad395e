using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="By">Who made it.</param>
/// <param name="TakenBackBy">Null while it counts.</param>
public sealed record ChangeEntry(AnnualChange Change, string By, string? TakenBackBy);

/// <summary>
/// A correction of a figure that documents and cases don't hold (what was decided elsewhere, paper of before): entered beside what was
/// counted, with its reason, and taken back as visibly; never written over it.
/// </summary>
public sealed class ChangeFigure(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, ReadAnnualTable read, IPeople people, TimeProvider time)
{
    /// <summary>
    /// Failures: <c>access.not-allowed</c>, <c>annual.figure</c>, <c>annual.year</c>, <c>annual.delta</c> (0, too large, a fraction where things are
    /// counted), <c>annual.below-zero</c>, <c>request.reason-required</c>, <c>request.too-long</c>. Side effect: <c>annual.changed</c>.
    /// </summary>
    public Task<Result> HandleAsync(string agencyId, int year, string? cell, decimal? delta, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(RequestPermissions.Dispatch, agencyId) || !await tx.Db.Set<Agency>().AnyAsync(a => a.Id == agencyId, cancellation)) return Failure.Of(Failure.NotAllowed);
        var present = time.UtcNow().ToCivilDate().Year;
        if (year < ReadAnnualTable.FirstYear || year > present) return Failure.At("year", "annual.year", ReadAnnualTable.FirstYear, present);
        if (cell is null || !AnnualCells.IsCell(cell)) return Failure.Of("annual.figure");
        var failures = new List<Failure>();
        if (delta is not { } by || by == 0 || Math.Abs(by) > AnnualChange.Most || by != Math.Round(by, AnnualCells.IsWhole(cell) ? 0 : 2)) failures.Add(Failure.At("Delta", AnnualCells.IsWhole(cell) ? "annual.delta" : "annual.delta-money"));
        else if ((await read.FiguresAsync(tx.Db, [agencyId], year, cancellation))[cell] + by < 0) failures.Add(Failure.At("Delta", "annual.below-zero"));
        if (reason.Length == 0) failures.Add(Failure.At("Reason", "request.reason-required"));
        else if (reason.Length > AnnualChange.MaxReason) failures.Add(Failure.At("Reason", "request.too-long", AnnualChange.MaxReason));
        if (failures.Count > 0) return failures;
        var change = new AnnualChange { Id = ContentIds.New(), AgencyId = agencyId, Year = year, Cell = cell, Delta = delta!.Value, Reason = reason, MadeBy = actor.UserId, MadeUtc = tx.NowUtc };
        tx.Db.Add(change);
        tx.Append(new EventDraft(RequestEvents.FigureChanged, actor.UserId, change.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["year"] = year, ["figure"] = cell, ["delta"] = delta }));
        return Result.Ok;
    }, cancellation);

    /// <summary>Failures: <c>access.not-allowed</c>, <c>annual.change-unknown</c>, <c>annual.below-zero</c>. Side effect: <c>annual.change-taken-back</c>.</summary>
    public Task<Result> TakeBackAsync(string? changeId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (await tx.Db.Set<AnnualChange>().FirstOrDefaultAsync(c => c.Id == changeId && c.TakenBackUtc == null, cancellation) is not { } change) return Failure.Of("annual.change-unknown");
        if (!actor.Can(RequestPermissions.Dispatch, change.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if ((await read.FiguresAsync(tx.Db, [change.AgencyId], change.Year, cancellation))[change.Cell] < change.Delta) return Failure.Of("annual.below-zero");
        (change.TakenBackBy, change.TakenBackUtc) = (actor.UserId, tx.NowUtc);
        tx.Append(new EventDraft(RequestEvents.FigureChangeTakenBack, actor.UserId, change.Id, AgencyId: change.AgencyId, Payload: new Dictionary<string, object?> { ["year"] = change.Year, ["figure"] = change.Cell }));
        return Result.Ok;
    }, cancellation);

    /// <summary>All of a year, those taken back among them, the latest first.</summary>
    public async Task<IReadOnlyList<ChangeEntry>> OfAsync(IReadOnlyList<string> agencies, int year, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Set<AnnualChange>().AsNoTracking().Where(c => agencies.Contains(c.AgencyId) && c.Year == year).OrderByDescending(c => c.MadeUtc).ThenBy(c => c.Id).ToListAsync(cancellation);
        var names = await people.NamesAsync(db, rows.SelectMany(c => new[] { c.MadeBy, c.TakenBackBy }).OfType<string>().Distinct(), cancellation);
        return [.. rows.Select(c => new ChangeEntry(c, names.GetValueOrDefault(c.MadeBy) ?? c.MadeBy, c.TakenBackBy is { } by ? names.GetValueOrDefault(by) ?? by : null))];
    }
}
