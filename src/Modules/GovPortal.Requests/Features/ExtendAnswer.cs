using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// The answer is due later, once, by at most twenty working days; who approves does it, and the applicant is told (art. 33). Failures: those of
/// <see cref="RequestDesk"/>, <c>request.extended-once</c>, <c>request.extension-days</c>, <c>request.reason-required</c>.
/// </summary>
public sealed class ExtendAnswer(RequestDesk desk, RequestClocks clocks)
{
    public Task<Result> HandleAsync(CaseRef which, int days, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Extend, actor, async c =>
    {
        if (c.Request.ExtendedDays > 0) return Failure.Of("request.extended-once");
        var failures = new List<Failure>(AnswerCheck.CheckReason(reason));
        if (days < 1 || days > c.Rules.ExtensionDays) failures.Add(Failure.At("Days", "request.extension-days", c.Rules.ExtensionDays));
        if (failures.Count > 0) return failures;
        var extended = await clocks.ExtendAsync(c.Tx, c.Request, days, "经批准延期", c.ActorId, cancellation);
        if (!extended.Succeeded) return extended;
        c.Request.ExtendedDays = days;
        c.Tell(RequestEvents.Extended, StepNotes.Extended(days, reason), new() { ["days"] = days });
        await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }, cancellation);
}
