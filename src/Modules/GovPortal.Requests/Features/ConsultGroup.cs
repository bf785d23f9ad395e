using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// R65: the office asks the working group (会商工作小组) whether it is a disclosure request at all, or a petition, complaint or report (art. 39), and
/// records what it found. An answer that treats it as such needs that opinion, and the deputy leader's approval as every answer. Failures: those
/// of <see cref="RequestDesk"/>, <c>request.reason-required</c>, <c>request.finding-required</c>.
/// </summary>
public sealed class ConsultGroup(RequestDesk desk)
{
    public Task<Result> AskAsync(CaseRef which, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Consult, actor, c =>
    {
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Task.FromResult(Result.Refused(refused));
        c.Step(RequestEvents.Consulted, reason);
        return Task.FromResult(Result.Ok);
    }, cancellation);

    public Task<Result> RecordAsync(CaseRef which, bool? isDisclosureRequest, string opinion, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.GiveOpinion, actor, c =>
    {
        var failures = new List<Failure>(AnswerCheck.CheckReason(opinion, "Opinion"));
        if (isDisclosureRequest is null) failures.Add(Failure.At("Finding", "request.finding-required"));
        if (failures.Count > 0) return Task.FromResult<Result>(failures);
        c.Request.IsDisclosureRequest = isDisclosureRequest;
        c.Step(RequestEvents.OpinionGiven, (isDisclosureRequest == true ? "属于政府信息公开申请：" : "不属于政府信息公开申请：") + opinion, new() { ["request"] = isDisclosureRequest });
        return Task.FromResult(Result.Ok);
    }, cancellation);
}
