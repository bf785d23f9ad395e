using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>The section writes outcome and answer (R61); what it has to hold is checked. Failures: those of <see cref="RequestDesk"/>, of <see cref="AnswerCheck"/> and of <see cref="RequestFiles"/>.</summary>
public sealed class DraftAnswer(RequestDesk desk, RequestSeals seals, RequestFiles files)
{
    /// <param name="drop">Ids of files of an earlier draft that do not go with this one.</param>
    public async Task<Result> HandleAsync(CaseRef which, AnswerDraft draft, IReadOnlyList<IFormFile> sent, IReadOnlyCollection<string> drop, Actor actor, CancellationToken cancellation)
    {
        var taken = await files.TakeAsync(sent, cancellation);
        return await desk.DoAsync(which, RequestVerb.Draft, actor, async c =>
        {
            var kept = await c.Tx.Db.Set<RequestFile>().CountAsync(f => f.RequestId == c.Request.Id && !f.FromApplicant && !drop.Contains(f.Id), cancellation);
            var failures = new List<Failure>(AnswerCheck.Check(draft, c.Request.IsDisclosureRequest == false, c.Request.CorrectionAskedOn is not null, hasFiles: kept + (taken.Value?.Count ?? 0) > 0));
            failures.AddRange(taken.Failures);
            if (failures.Count > 0) return failures;
            await c.Tx.Db.Set<RequestFile>().Where(f => f.RequestId == c.Request.Id && !f.FromApplicant && drop.Contains(f.Id)).ExecuteDeleteAsync(cancellation);
            foreach (var file in taken.Value!) c.Tx.Db.Add(file.Of(c.Request.Id, fromApplicant: false, c.Tx.NowUtc, seals));
            (c.Request.Outcome, c.Request.Answer) = (draft.Outcome, seals.SealAnswer(draft));
            // As it was drafted; a draft that comes back is written anew.
            RequestDesk.Add(c.Tx, c.Request, RequestEvents.Drafted, c.ActorId, seals.Seal(AnswerText.Of(draft)), new() { ["outcome"] = draft.Outcome });
            return Result.Ok;
        }, cancellation);
    }
}

/// <summary>
/// The deputy leader decides on a draft (R62), or whoever has it sends it back with a reason (R66). Nobody approves an answer of which
/// they wrote any draft, the returned ones among them: <c>request.own-draft</c>. Failures: those of <see cref="RequestDesk"/>, <c>request.reason-required</c>.
/// </summary>
public sealed class DecideAnswer(RequestDesk desk)
{
    public Task<Result> ApproveAsync(CaseRef which, string note, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Approve, actor, async c =>
    {
        if (await RequestDesk.WroteDraftAsync(c.Tx.Db, c.Request.Id, [c.ActorId], cancellation)) return Failure.Of("request.own-draft");
        if (note.Length > AnswerCheck.MaxReason) return Failure.At("Note", "request.too-long", AnswerCheck.MaxReason);
        c.Step(RequestEvents.Approved, note, new() { ["outcome"] = c.Request.Outcome });
        return Result.Ok;
    }, cancellation);

    public Task<Result> ReturnAsync(CaseRef which, string reason, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Return, actor, c =>
    {
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Task.FromResult(Result.Refused(refused));
        c.Request.Outcome = null;
        c.Step(RequestEvents.Returned, reason);
        return Task.FromResult(Result.Ok);
    }, cancellation);
}

/// <summary>
/// The office sends the one answer (R63, 统一答复): from now on the applicant reads it. Failures: those of <see cref="RequestDesk"/>,
/// <c>request.answer-unreadable</c>. Side effects: the clock is met; the day is set on which who applied is forgotten, and the one on which what was
/// withheld is looked at again.
/// </summary>
public sealed class AnswerRequest(RequestDesk desk, RequestClocks clocks, RequestSeals seals, ReviewWithheld withheld)
{
    public Task<Result> HandleAsync(CaseRef which, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, RequestVerb.Answer, actor, async c =>
    {
        if (seals.OpenAnswer(c.Request.Answer) is not { } answer) return Failure.Of("request.answer-unreadable");
        c.Request.EndedUtc = c.Tx.NowUtc;
        // With the right of review as it stood that day.
        c.Step(RequestEvents.Answered, AnswerText.Of(answer) + "\n\n" + c.Rules.ReviewText(answer.Outcome), new() { ["outcome"] = answer.Outcome, ["late"] = c.Request.DueUtc < c.Tx.NowUtc });
        await clocks.MeetAsync(c.Tx, c.Request, RequestClocks.Answer, cancellation);
        await clocks.EndAsync(c.Tx, c.Request, cancellation);
        EraseApplicant.Appoint(c.Tx, c.Request, c.Rules);
        await withheld.AppointAsync(c.Tx, c.Request, c.Rules, cancellation);
        return Result.Ok;
    }, cancellation);
}

/// <summary>An answer as people read it.</summary>
public static class AnswerText
{
    public static string Of(AnswerDraft answer)
    {
        var outcome = Outcomes.Of(answer.Outcome)!;
        var lines = new List<string> { outcome.Group == outcome.Title ? $"办理结果：{outcome.Title}" : $"办理结果：{outcome.Group}（{outcome.Title}）" };
        if (outcome.Article.Length > 0) lines.Add($"依据：《政府信息公开条例》{outcome.Article}");
        if (answer.Information.Length > 0) lines.Add(answer.Information);
        if (answer.Reason.Length > 0) lines.Add("理由：" + answer.Reason);
        if (answer.Organ.Length > 0) lines.Add($"请向{answer.Organ}申请，联系方式：{answer.OrganContact}");
        return string.Join('\n', lines);
    }
}
