using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>
/// 补正 (art. 30): asked for once, within seven working days of receipt, with a reasonable time; the answer's clock starts anew with the
/// corrected application; who does not correct in time and gives no reason is taken to have given up.
/// </summary>
public sealed class CorrectRequest(RequestDesk desk, RequestClocks clocks, RequestSeals seals)
{
    /// <summary>
    /// Failures: those of <see cref="RequestDesk"/>, <c>request.corrected-once</c>, <c>request.correction-late</c>, <c>request.reason-required</c>,
    /// <c>request.until-invalid</c>.
    /// </summary>
    /// <param name="missing">What is missing or unclear; the applicant reads it.</param>
    /// <param name="until">The last day for the applicant.</param>
    public Task<Result> AskAsync(CaseRef which, string missing, DateOnly? until, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.AskCorrection, actor, async c =>
    {
        if (c.Request.CorrectionAskedOn is not null) return Failure.Of("request.corrected-once");
        var failures = new List<Failure>(AnswerCheck.CheckReason(missing, "Missing"));
        if (until is not { } day || day <= c.Today || day > c.Today.AddDays(RequestRules.MaxFeeDays)) failures.Add(Failure.At("Until", "request.until-invalid"));
        if (await LastDayAsync(c, cancellation) < c.Today) failures.Add(Failure.Of("request.correction-late", c.Rules.CorrectionDays));
        if (failures.Count > 0) return failures;
        (c.Request.CorrectionAskedOn, c.Request.CorrectionUntil) = (c.Today, until);
        c.Tell(RequestEvents.CorrectionAsked, missing, new() { ["until"] = $"{until:yyyy-MM-dd}" });
        await clocks.MeetAsync(c.Tx, c.Request, RequestClocks.Correction, cancellation);
        await clocks.PauseAsync(c.Tx, c.Request, "等待申请人补正", c.ActorId, cancellation);
        await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }, cancellation);

    /// <summary>
    /// The office writes down a correction that came on paper. Failures: those of <see cref="RequestDesk"/>, <c>request.day-invalid</c> and those
    /// of a description.
    /// </summary>
    public Task<Result> ReceiveAsync(CaseRef which, string description, DateOnly? day, Actor actor, CancellationToken cancellation) =>
        desk.DoAsync(which, RequestVerb.ReceiveCorrection, actor, c => TakeAsync(c, description, day, cancellation), cancellation);

    /// <summary>The applicant corrects by the site; that day counts.</summary>
    internal Task<Result> ReceiveAsync(DisclosureRequest known, string description, CancellationToken cancellation) =>
        desk.DoAsync(known, RequestVerb.ReceiveCorrection, c => TakeAsync(c, description, c.Today, cancellation), cancellation);

    /// <summary>Failures: those of <see cref="RequestDesk"/>, <c>request.not-lapsed</c> (the applicant still has time).</summary>
    public Task<Result> AbandonAsync(CaseRef which, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Abandon, actor, async c =>
    {
        if (c.Today <= c.Request.CorrectionUntil) return Failure.Of("request.not-lapsed", $"{c.Request.CorrectionUntil:yyyy-MM-dd}");
        await EndRequest.EndAsync(c, RequestVerb.Abandon, clocks, cancellation);
        c.Tell(RequestEvents.Abandoned, "您没有在期限内补正，也没有说明正当理由。依照《政府信息公开条例》第三十条，视为放弃申请，不再处理；您可以重新提出申请。");
        return Result.Ok;
    }, cancellation);

    private async Task<Result> TakeAsync(CaseInHand c, string description, DateOnly? day, CancellationToken cancellation)
    {
        var failures = new List<Failure>(ApplicationCheck.CheckDescription(description));
        if (day is not { } came || came > c.Today || came < c.Request.CorrectionAskedOn) failures.Add(Failure.At("Day", "request.day-invalid"));
        if (failures.Count > 0) return failures;
        // What was asked before stays in the step.
        RequestDesk.Add(c.Tx, c.Request, RequestEvents.Corrected, c.ActorId, c.Request.Description, new() { ["received"] = $"{day:yyyy-MM-dd}" });
        (c.Request.Description, c.Request.Matters) = (seals.Seal(description), ApplicationCheck.MattersIn(description));
        var restarted = await clocks.RestartAsync(c.Tx, c.Request, day!.Value, "收到补正的申请，自次日起重新计算（第三十条）", c.ActorId, cancellation);
        if (restarted.Succeeded) await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return restarted;
    }

    /// <summary>The last day on which a correction may be asked for, by its clock, though the case was given to a section meanwhile.</summary>
    private async Task<DateOnly?> LastDayAsync(CaseInHand c, CancellationToken cancellation) =>
        (await clocks.LatestDueAsync(c.Tx.Db, c.Request.Id, RequestClocks.Correction, cancellation))?.ToCivilDate();
}
