using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Shows who applied, by need: each look is a step of the case and an event. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>,
/// <c>request.applicant-gone</c>, <c>request.applicant-unreadable</c> (the keys are gone).
/// </summary>
public sealed class SeeApplicant(PortalTransactions transactions, RequestSeals seals)
{
    public Task<Result<ApplicantDetails>> HandleAsync(string requestId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync<ApplicantDetails>(async tx =>
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.May(actor, RequestPermissions.Applicant, request)) return Failure.Of(Failure.NotAllowed);
        if (request.Applicant is not { } kept) return Failure.Of("request.applicant-gone");
        if (seals.OpenApplicant(kept) is not { } applicant) return Failure.Of("request.applicant-unreadable");
        RequestDesk.Add(tx, request, RequestEvents.ApplicantSeen, actor.UserId, null, null);
        return applicant;
    }, cancellation);
}
