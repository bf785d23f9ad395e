using System.Globalization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="AgencyId">Null for the first that the leader approves in.</param>
public sealed record LendApprovalCommand(string? AgencyId, string? ToUserId, DateOnly? From, DateOnly? Until, string Reason);

/// <summary>
/// A deputy leader lets a named person of the agency approve in their stead for some days (委托审批). Failures: <c>access.not-allowed</c>,
/// <c>stand-in.person</c>, <c>stand-in.self</c>, <c>stand-in.dates</c>, <c>stand-in.too-long</c>, <c>stand-in.reason</c>. Side effect:
/// <c>request.stand-in-named</c>.
/// </summary>
public sealed class LendApproval(PortalTransactions transactions, IPeople people)
{
    /// <summary>Longest, in days: an absence, not a change of office.</summary>
    public const int MaxDays = 90;
    public const int MaxReason = 200;

    public Task<Result> HandleAsync(LendApprovalCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var agency = await tx.Db.Set<Agency>().OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellation);
        if (agency.Find(a => (command.AgencyId is null or "" || a == command.AgencyId) && StandIns.MayLend(actor, a)) is not { } at) return Failure.Of(Failure.NotAllowed);
        var failures = new List<Failure>();
        if (command.ToUserId == actor.UserId) failures.Add(Failure.At("To", "stand-in.self"));
        else if (!(await OfficePeople.OfAsync(tx.Db, people, at, null, cancellation)).ContainsKey(command.ToUserId ?? "")) failures.Add(Failure.At("To", "stand-in.person"));
        var today = tx.NowUtc.ToCivilDate();
        if (command.From is not { } from || command.Until is not { } until || until < from || until < today) failures.Add(Failure.At("Until", "stand-in.dates"));
        else if (until.DayNumber - from.DayNumber >= MaxDays) failures.Add(Failure.At("Until", "stand-in.too-long", MaxDays));
        if (command.Reason.Length is 0 or > MaxReason) failures.Add(Failure.At("Reason", "stand-in.reason", MaxReason));
        if (failures.Count > 0) return failures;
        var row = new RequestStandIn
        {
            Id = ContentIds.New(), AgencyId = at, FromUserId = actor.UserId, ToUserId = command.ToUserId!, FromDate = command.From!.Value, UntilDate = command.Until!.Value,
            Reason = command.Reason, CreatedUtc = tx.NowUtc,
        };
        tx.Db.Add(row);
        tx.Append(new EventDraft(RequestEvents.StandInNamed, actor.UserId, row.Id, AgencyId: at, Payload: new Dictionary<string, object?>
        {
            ["delegate"] = row.ToUserId, ["from"] = Day(row.FromDate), ["until"] = Day(row.UntilDate),
        }));
        return Result.Ok;
    }, cancellation);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>
/// The leader ends it at once; what was decided under it stands. Failures: <c>stand-in.unknown</c>, <c>access.not-allowed</c>. Side effect:
/// <c>request.stand-in-ended</c>.
/// </summary>
public sealed class EndStandIn(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(string id, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<RequestStandIn>().FirstOrDefaultAsync(s => s.Id == id && s.RevokedUtc == null, cancellation) is not { } row) return Failure.Of("stand-in.unknown");
        if (row.FromUserId != actor.UserId) return Failure.Of(Failure.NotAllowed);
        row.RevokedUtc = tx.NowUtc;
        tx.Append(new EventDraft(RequestEvents.StandInEnded, actor.UserId, row.Id, AgencyId: row.AgencyId, Payload: new Dictionary<string, object?> { ["delegate"] = row.ToUserId }));
        return Result.Ok;
    }, cancellation);
}

/// <summary>People of an agency who may sign in now, by the memberships they hold there.</summary>
internal static class OfficePeople
{
    /// <param name="permission">Only who holds it there; null for everybody of the agency.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(PortalDbContext db, IPeople people, string agencyId, string? permission, CancellationToken cancellation)
    {
        var ids = await db.Set<Membership>().Where(m => m.AgencyId == agencyId || (m.AgencyId == null && permission != null))
            .Where(m => permission == null || db.Set<RolePermission>().Any(p => p.Role == m.Role && p.Permission == permission)).Select(m => m.UserId).Distinct().ToListAsync(cancellation);
        var here = await people.ActiveEmailsAsync(db, ids, cancellation);
        return await people.NamesAsync(db, here.Keys, cancellation);
    }
}
