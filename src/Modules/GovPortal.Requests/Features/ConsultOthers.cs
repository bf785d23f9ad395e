using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;

namespace GovPortal.Requests.Features;

/// <summary>What came of asking a third party or another organ.</summary>
public enum HeardAnswer
{
    /// <summary>同意公开.</summary>
    Agrees,
    /// <summary>不同意公开.</summary>
    Refuses,
    /// <summary>逾期未答复: of a third party the agency decides (art. 32); another organ counts as agreeing (art. 34).</summary>
    Silent,
}

/// <summary>
/// Asks third parties whose rights are touched (art. 32) or organs that made the information too (art. 34). The answer's clock stands still
/// from the day they are asked until the day they were heard (art. 33); their own runs fifteen working days. Failures: those of
/// <see cref="RequestDesk"/>, <c>request.whom-required</c>, <c>request.reason-required</c>, <c>request.too-long</c>, <c>request.heard-required</c>,
/// <c>request.not-silent-yet</c>.
/// </summary>
public sealed class ConsultOthers(RequestDesk desk, RequestClocks clocks)
{
    /// <param name="whom">Who is asked; kept encrypted.</param>
    public Task<Result> AskThirdPartyAsync(CaseRef which, string whom, string what, Actor actor, CancellationToken cancellation) =>
        desk.DoAsync(which, RequestVerb.AskThirdParty, actor, c => AskAsync(c, RequestEvents.ThirdPartyAsked, RequestClocks.ThirdParty, c.Rules.ThirdPartyDays, "征求第三方意见", whom, what, cancellation), cancellation);

    public Task<Result> AskOrganAsync(CaseRef which, string whom, string what, Actor actor, CancellationToken cancellation) =>
        desk.DoAsync(which, RequestVerb.AskOtherOrgan, actor, c => AskAsync(c, RequestEvents.OrganAsked, RequestClocks.OtherOrgan, c.Rules.OtherOrganDays, "征求其他机关意见", whom, what, cancellation), cancellation);

    public Task<Result> HearThirdPartyAsync(CaseRef which, HeardAnswer? answer, string note, Actor actor, CancellationToken cancellation) =>
        desk.DoAsync(which, RequestVerb.HearThirdParty, actor, c => HearAsync(c, RequestEvents.ThirdPartyHeard, RequestClocks.ThirdParty, answer, note, cancellation), cancellation);

    public Task<Result> HearOrganAsync(CaseRef which, HeardAnswer? answer, string note, Actor actor, CancellationToken cancellation) =>
        desk.DoAsync(which, RequestVerb.HearOtherOrgan, actor, c => HearAsync(c, RequestEvents.OrganHeard, RequestClocks.OtherOrgan, answer, note, cancellation), cancellation);

    public static string Title(HeardAnswer answer) => answer switch { HeardAnswer.Agrees => "同意公开", HeardAnswer.Refuses => "不同意公开", _ => "逾期未提出意见" };

    private async Task<Result> AskAsync(CaseInHand c, string kind, string clock, int days, string why, string whom, string what, CancellationToken cancellation)
    {
        var failures = new List<Failure>(AnswerCheck.CheckReason(what, "What"));
        if (whom.Length == 0) failures.Add(Failure.At("Whom", "request.whom-required"));
        else if (whom.Length > AnswerCheck.MaxOrgan) failures.Add(Failure.At("Whom", "request.too-long", AnswerCheck.MaxOrgan));
        if (failures.Count > 0) return failures;
        c.Step(kind, StepNotes.Asked(whom, what));
        await clocks.PauseAsync(c.Tx, c.Request, why + "，所需时间不计算在内（第三十三条）", c.ActorId, cancellation);
        await clocks.OpenStepAsync(c.Tx, c.Request, clock, $"{days}wd", c.Today, cancellation);
        await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }

    private async Task<Result> HearAsync(CaseInHand c, string kind, string clock, HeardAnswer? given, string note, CancellationToken cancellation)
    {
        if (given is not { } answer) return Failure.At("Heard", "request.heard-required");
        var failures = new List<Failure>();
        if (answer != HeardAnswer.Silent) failures.AddRange(AnswerCheck.CheckReason(note, "Note"));
        else if (await clocks.DueAsync(c.Tx.Db, c.Request.Id, clock, cancellation) is { } due && due >= c.Tx.NowUtc) failures.Add(Failure.At("Heard", "request.not-silent-yet", $"{due.ToCivilDate():yyyy-MM-dd}"));
        if (failures.Count > 0) return failures;
        c.Step(kind, note.Length == 0 ? Title(answer) : $"{Title(answer)}：{note}", new() { ["heard"] = answer.ToString().ToLowerInvariant() });
        await clocks.MeetAsync(c.Tx, c.Request, clock, cancellation);
        await clocks.ResumeAsync(c.Tx, c.Request, c.ActorId, cancellation);
        await clocks.FollowAsync(c.Tx, c.Request, cancellation);
        return Result.Ok;
    }
}
