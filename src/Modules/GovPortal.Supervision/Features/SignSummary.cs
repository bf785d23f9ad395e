using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The deputy leader signs a frozen summary (审签); nobody signs what they froze. Failures: <c>access.not-allowed</c>, <c>summary.not-frozen</c>,
/// <c>summary.signed-already</c>, <c>summary.own</c>. Side effect: <c>summary.signed</c>.
/// </summary>
public sealed class SignSummary(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(string agencyId, int month, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Sign, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month && s.FrozenUtc != null, cancellation) is not { } summary) return Failure.Of("summary.not-frozen");
        if (summary.SignedUtc is not null) return Failure.Of("summary.signed-already");
        if (summary.FrozenBy == actor.UserId) return Failure.Of("summary.own");
        (summary.SignedBy, summary.SignedUtc) = (actor.UserId, tx.NowUtc);
        tx.Append(new EventDraft(SupervisionEvents.SummarySigned, actor.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        return Result.Ok;
    }, cancellation);
}
