using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Art. 18: what was withheld, in whole or in part, is looked at again so many years after the answer (<see cref="RequestRules.RereviewYears"/>)
/// and again after each time it stays withheld; what may be disclosed waits to be disclosed without being asked.
/// </summary>
public sealed class ReviewWithheld(PortalTransactions transactions, IObligations obligations, RequestSeals seals)
{
    private const int MonthsOfYear = 12;

    /// <summary>
    /// The office records what it found. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>, <c>withheld.none</c>,
    /// <c>withheld.finding-required</c>, <c>request.reason-required</c>, <c>request.changed-by-other</c>. Side effect: <c>request.rereviewed</c>.
    /// </summary>
    public async Task<Result> HandleAsync(CaseRef which, bool? mayDisclose, string reason, Actor actor, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == which.Id, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.May(actor, RequestPermissions.Dispatch, request)) return Failure.Of(Failure.NotAllowed);
        if (which.Seen is { } seen && seen != request.StepCount) return Failure.Of("request.changed-by-other");
        if (await tx.Db.Set<RequestFollowUp>().FirstOrDefaultAsync(f => f.RequestId == request.Id, cancellation) is not { ReviewOn: not null } after) return Failure.Of("withheld.none");
        var failures = new List<Failure>(AnswerCheck.CheckReason(reason));
        if (mayDisclose is null) failures.Add(Failure.At("Finding", "withheld.finding-required"));
        if (failures.Count > 0) return failures;
        after.Reviews++;
        RequestDesk.Add(tx, request, RequestEvents.Rereviewed, actor.UserId, seals.Seal((mayDisclose == true ? "可以公开：" : "仍不公开：") + reason), new() { ["disclose"] = mayDisclose });
        await obligations.MeetAsync(tx, request.Id, RequestClocks.Rereview, cancellation);
        (after.ReviewOn, after.IsDisclosable) = (null, mayDisclose == true);
        if (mayDisclose == false) await StartAsync(tx, request, after, await RequestRules.LoadAsync(tx.Db, cancellation), cancellation);
        return Result.Ok;
    }, cancellation));

    /// <summary>Sets the day of a case that was just answered.</summary>
    internal async Task AppointAsync(PortalTransaction tx, DisclosureRequest request, RequestRules rules, CancellationToken cancellation)
    {
        if (Outcomes.Withholds(request.Outcome)) await StartAsync(tx, request, await OfAsync(tx, request.Id, cancellation), rules, cancellation);
    }

    /// <summary>The row beside a case; made where there is none.</summary>
    internal static async Task<RequestFollowUp> OfAsync(PortalTransaction tx, string requestId, CancellationToken cancellation)
    {
        if (await tx.Db.Set<RequestFollowUp>().FirstOrDefaultAsync(f => f.RequestId == requestId, cancellation) is { } known) return known;
        var made = new RequestFollowUp { RequestId = requestId };
        tx.Db.Add(made);
        return made;
    }

    private async Task StartAsync(PortalTransaction tx, DisclosureRequest request, RequestFollowUp after, RequestRules rules, CancellationToken cancellation)
    {
        var draft = new ObligationDraft(
            request.Id, null, request.AgencyId, null, request.SectionId, RequestClocks.Rereview, $"{rules.RereviewYears * MonthsOfYear}mo", tx.NowUtc.ToCivilDate(), RequestClocks.BasisOf(RequestClocks.Rereview));
        if (await obligations.OpenAnewAsync(tx, draft, cancellation) is { Succeeded: false } refused) throw new InvalidOperationException($"The clock of a review was refused: {refused.Failures[0]}");
        await tx.Db.SaveChangesAsync(cancellation);
        after.ReviewOn = (await obligations.OfAsync(tx.Db, request.Id, cancellation)).First(o => o.Kind == RequestClocks.Rereview && o.MetUtc is null).DueUtc.ToCivilDate();
    }
}
