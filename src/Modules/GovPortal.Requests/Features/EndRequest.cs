using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Ends a case without an answer of substance: the applicant withdraws, it goes to another organ, it is handled with another case of the same
/// applicant. Side effects: its clocks are cancelled, the day is set on which who applied is forgotten.
/// </summary>
public sealed class EndRequest(RequestDesk desk, RequestClocks clocks)
{
    /// <summary>The office records what came on paper. Failures: those of <see cref="RequestDesk"/>, <c>request.reason-required</c>.</summary>
    public Task<Result> WithdrawAsync(CaseRef which, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Withdraw, actor, c => WithdrawAsync(c, reason, cancellation), cancellation);

    /// <summary>By the site; who withdraws need not say why.</summary>
    internal Task<Result> WithdrawAsync(DisclosureRequest known, string reason, CancellationToken cancellation) =>
        desk.DoAsync(known, RequestVerb.Withdraw, c => WithdrawAsync(c, reason.Length == 0 ? "申请人在网上撤回" : reason, cancellation), cancellation);

    /// <summary>移送. Failures: those of <see cref="RequestDesk"/>, <c>request.organ-name-required</c>, <c>request.reason-required</c>, <c>request.too-long</c>.</summary>
    public Task<Result> TransferAsync(CaseRef which, string organ, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Transfer, actor, async c =>
    {
        var failures = new List<Failure>(AnswerCheck.CheckReason(reason));
        if (organ.Length == 0) failures.Add(Failure.At("Organ", "request.organ-name-required"));
        else if (organ.Length > AnswerCheck.MaxOrgan) failures.Add(Failure.At("Organ", "request.too-long", AnswerCheck.MaxOrgan));
        if (failures.Count > 0) return failures;
        await EndAsync(c, RequestVerb.Transfer, clocks, cancellation);
        c.Tell(RequestEvents.Transferred, StepNotes.Transfer(organ, reason));
        return Result.Ok;
    }, cancellation);

    /// <summary>
    /// 并案: only with a case of the same applicant that still runs. Failures: those of <see cref="RequestDesk"/>, <c>request.merge-target</c>,
    /// <c>request.reason-required</c>.
    /// </summary>
    public Task<Result> MergeAsync(CaseRef which, int? year, int? number, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Merge, actor, async c =>
    {
        var failures = new List<Failure>(AnswerCheck.CheckReason(reason));
        var into = c.Request.ApplicantKey is not { } key ? null : await c.Tx.Db.Set<DisclosureRequest>().AsNoTracking().FirstOrDefaultAsync(
            r => r.AgencyId == c.Request.AgencyId && r.Year == year && r.Number == number && r.ApplicantKey == key && r.Id != c.Request.Id
                && r.State != RequestState.Answered && r.State != RequestState.Closed, cancellation);
        if (into is null) failures.Add(Failure.At("Number", "request.merge-target"));
        if (failures.Count > 0) return failures;
        c.Request.MergedIntoId = into!.Id;
        await EndAsync(c, RequestVerb.Merge, clocks, cancellation);
        c.Tell(RequestEvents.Merged, $"您的申请与{into.NumberText}内容相同或者相关，并入该申请一并答复。{reason}", new() { ["into"] = into.Id });
        return Result.Ok;
    }, cancellation);

    private async Task<Result> WithdrawAsync(CaseInHand c, string reason, CancellationToken cancellation)
    {
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Result.Refused(refused);
        await EndAsync(c, RequestVerb.Withdraw, clocks, cancellation);
        c.Step(RequestEvents.Withdrawn, reason);
        return Result.Ok;
    }

    /// <summary>The row of the yearly table, the day, the clocks; a draft that was under way is dropped.</summary>
    internal static async Task EndAsync(CaseInHand c, RequestVerb verb, RequestClocks clocks, CancellationToken cancellation)
    {
        (c.Request.Outcome, c.Request.EndedUtc, c.Request.Answer) = (Outcomes.OfEnding(verb), c.Tx.NowUtc, null);
        await clocks.EndAsync(c.Tx, c.Request, cancellation);
        EraseApplicant.Appoint(c.Tx, c.Request, c.Rules);
    }
}
