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

/// <summary>
/// The office registers that somebody wants a record of themselves corrected (art. 41). Failures: <c>access.not-allowed</c> and those of
/// <see cref="OwnDataCheck"/>. Side effects: its clock; <c>request.own-data-received</c>.
/// </summary>
public sealed class RegisterOwnData(PortalTransactions transactions, RequestSeals seals, IObligations obligations)
{
    /// <param name="agencyId">Null for the first that the person dispatches in.</param>
    public Task<Result<string>> HandleAsync(OwnDataApplication given, DateOnly? receivedOn, string? agencyId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync<string>(async tx =>
    {
        var agencies = await tx.Db.Set<Agency>().OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellation);
        if (agencies.Find(a => (agencyId is null or "" || a == agencyId) && actor.Can(RequestPermissions.Dispatch, a)) is not { } agency) return Failure.Of(Failure.NotAllowed);
        if (OwnDataCheck.Check(given, receivedOn, tx.NowUtc.ToCivilDate()) is { Count: > 0 } refused) return refused.ToList();
        var made = new OwnDataCase
        {
            Id = ContentIds.New(), AgencyId = agency, EnteredUtc = tx.NowUtc, ReceivedOn = receivedOn!.Value, EnteredBy = actor.UserId, Record = seals.Seal(given.Record), Evidence = seals.Seal(given.Evidence),
            Person = seals.SealApplicant(new ApplicantDetails(given.Name, given.Proof, given.ProofNumber, "", given.Phone, given.Email, given.Address)),
        };
        tx.Db.Add(made);
        var rules = await RequestRules.LoadAsync(tx.Db, cancellation);
        var clock = new ObligationDraft(made.Id, null, agency, null, null, RequestClocks.OwnData, $"{rules.OwnDataDays}wd", made.ReceivedOn, RequestClocks.BasisOf(RequestClocks.OwnData));
        if (await obligations.OpenAsync(tx, clock, cancellation) is { Succeeded: false } failed) throw new InvalidOperationException($"The clock of a correction was refused: {failed.Failures[0]}");
        await tx.Db.SaveChangesAsync(cancellation);
        made.DueUtc = (await obligations.OfAsync(tx.Db, made.Id, cancellation)).Select(o => (DateTime?)o.DueUtc).FirstOrDefault();
        tx.Append(new EventDraft(RequestEvents.OwnDataReceived, actor.UserId, made.Id, AgencyId: agency, Payload: new Dictionary<string, object?> { ["received"] = $"{made.ReceivedOn:yyyy-MM-dd}" }));
        return made.Id;
    }, cancellation);
}

/// <summary>
/// The office ends it: corrected, refused, or sent to the organ that may correct it. Failures: <c>own-data.unknown</c>, <c>access.not-allowed</c>,
/// <c>own-data.ended</c>, <c>request.changed-by-other</c> and those of <see cref="OwnDataCheck.CheckEnd"/>. Side effects: the clock is met; the day is set on which who it was is forgotten;
/// <c>request.own-data-ended</c>.
/// </summary>
public sealed class EndOwnData(PortalTransactions transactions, RequestSeals seals, IObligations obligations)
{
    public async Task<Result> HandleAsync(string id, int? seen, string? outcome, string reason, string answer, Actor actor, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<OwnDataCase>().FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } row) return Failure.Of("own-data.unknown");
        if (!OwnDataAccess.MayEnd(actor, row)) return Failure.Of(Failure.NotAllowed);
        if (!row.IsOpen) return Failure.Of("own-data.ended");
        if (seen is { } count && count != row.Revision) return Failure.Of("request.changed-by-other");
        if (OwnDataCheck.CheckEnd(outcome, reason, answer) is { Count: > 0 } refused) return Result.Refused(refused);
        (row.Outcome, row.Reason, row.Answer, row.EndedUtc, row.EndedBy) = (outcome, seals.Seal(reason), seals.Seal(answer), tx.NowUtc, actor.UserId);
        row.Revision++;
        await obligations.MeetAsync(tx, row.Id, RequestClocks.OwnData, cancellation);
        EraseOwnData.Appoint(tx, row, await RequestRules.LoadAsync(tx.Db, cancellation));
        tx.Append(new EventDraft(RequestEvents.OwnDataEnded, actor.UserId, row.Id, AgencyId: row.AgencyId, Payload: new Dictionary<string, object?>
        {
            ["outcome"] = outcome, ["late"] = row.DueUtc < tx.NowUtc,
        }));
        return Result.Ok;
    }, cancellation));
}

/// <summary>The office registers and ends; the deputy leader reads; who it is, those see who may see who applied.</summary>
internal static class OwnDataAccess
{
    public static bool MayEnd(Actor actor, OwnDataCase row) => actor.Can(RequestPermissions.Dispatch, row.AgencyId);

    public static bool MayRead(Actor actor, OwnDataCase row) => MayEnd(actor, row) || actor.Can(RequestPermissions.Approve, row.AgencyId);

    public static bool MaySeePerson(Actor actor, OwnDataCase row) => MayRead(actor, row) && actor.Can(RequestPermissions.Applicant, row.AgencyId);

    public static bool Anywhere(Actor actor) => actor.CanSomewhere(RequestPermissions.Dispatch) || actor.CanSomewhere(RequestPermissions.Approve);

    public static IQueryable<OwnDataCase> Of(IQueryable<OwnDataCase> rows, Actor actor)
    {
        var grants = actor.Grants.Where(g => g.Permissions.Contains(RequestPermissions.Dispatch) || g.Permissions.Contains(RequestPermissions.Approve)).ToList();
        var agencies = grants.Select(g => g.AgencyId).OfType<string>().ToList();
        return grants.Exists(g => g.AgencyId is null) ? rows : rows.Where(c => agencies.Contains(c.AgencyId));
    }
}
