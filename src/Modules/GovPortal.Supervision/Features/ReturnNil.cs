using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// 零报告 with one click, and back. Failures: <c>access.not-allowed</c>, <c>summary.month</c>, <c>summary.frozen-already</c>, <c>summary.has-published</c> (there was something).
/// Side effects: <c>summary.nil-returned</c>, <c>summary.nil-taken-back</c>.
/// </summary>
public sealed class ReturnNil(PortalTransactions transactions, ReadSummary read, TimeProvider time)
{
    public Task<Result> HandleAsync(string agencyId, string sectionId, int month, bool isNil, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!ContentAccess.Holds(actor, SupervisionPermissions.Answer, agencyId, sectionId)
            || !await tx.Db.Set<Section>().AnyAsync(s => s.Id == sectionId && s.AgencyId == agencyId, cancellation)) return Failure.Of(Failure.NotAllowed);
        var present = ReadSummary.MonthOf(time.UtcNow().ToCivilDate());
        if (month != present && month != ReadSummary.Previous(present)) return Failure.At("month", "summary.month", ReadSummary.Previous(present), present);
        if (await tx.Db.Set<MonthlySummary>().AnyAsync(s => s.AgencyId == agencyId && s.Month == month && s.FrozenUtc != null, cancellation)) return Failure.Of("summary.frozen-already");
        var known = await tx.Db.Set<NilReturn>().FirstOrDefaultAsync(n => n.AgencyId == agencyId && n.Month == month && n.SectionId == sectionId, cancellation);
        if (known is not null == isNil) return Result.Ok;
        if (isNil && (await read.CountAsync(tx.Db, agencyId, month, cancellation)).Sections.Any(s => s.SectionId == sectionId && s.Published > 0)) return Failure.Of("summary.has-published");
        if (isNil) tx.Db.Add(new NilReturn { AgencyId = agencyId, Month = month, SectionId = sectionId, ActorId = actor.UserId, AtUtc = tx.NowUtc });
        else tx.Db.Remove(known!);
        tx.Append(new EventDraft(isNil ? SupervisionEvents.NilReturned : SupervisionEvents.NilTakenBack, actor.UserId, sectionId, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        return Result.Ok;
    }, cancellation);
}
