using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;

namespace GovPortal.Concerns.Features;

/// <param name="Findings">核查情况.</param>
/// <param name="Handling">处置情况; may be empty while it is looked into.</param>
/// <param name="IsRumour">辟谣: what was said is not so.</param>
public sealed record HandleConcernCommand(ConcernRef Which, string Findings, string Handling, bool IsRumour);

/// <summary>
/// The section writes down what it found out and what it did, as often as there is news; the last words go into the draft of the response.
/// Failures: those of <see cref="ConcernDesk"/>, <c>concern.words-required</c>, <c>concern.too-long</c>. Side effect: <c>concern.handled</c>.
/// </summary>
public sealed class HandleConcern(ConcernDesk desk)
{
    public Task<Result> HandleAsync(HandleConcernCommand command, Actor actor, CancellationToken cancellation) => desk.DoAsync(command.Which, ConcernVerb.Handle, actor, hand =>
    {
        var failures = new List<Failure>(ConcernDesk.CheckWords(command.Findings, "Findings"));
        failures.AddRange(ConcernDesk.CheckWords(command.Handling, "Handling", required: false));
        if (failures.Count > 0) return Task.FromResult(Result.Refused(failures));
        var concern = hand.Concern;
        (concern.Findings, concern.Handling, concern.IsRumour) = (hand.Seals.Seal(command.Findings), hand.Seals.Seal(command.Handling), command.IsRumour);
        hand.Step(ConcernEvents.Handled, $"核查情况：{command.Findings}{(command.Handling.Length > 0 ? "\n处置情况：" + command.Handling : "")}{(command.IsRumour ? "\n属于不实信息，需要辟谣。" : "")}", new() { ["rumour"] = command.IsRumour });
        return Task.FromResult(Result.Ok);
    }, cancellation);
}

/// <summary>
/// The office closes (办结): after the response is public, or with another outcome. Failures: those of <see cref="ConcernDesk"/>,
/// <c>concern.outcome</c> (none, or one that does not fit), <c>concern.words-required</c> (a summary), <c>concern.too-long</c>. Side effects: the clock is met
/// where a word was given, and falls where none is owed; <c>concern.closed</c>.
/// </summary>
public sealed class CloseConcern(ConcernDesk desk, ConcernClock clock)
{
    public Task<Result> HandleAsync(ConcernRef which, string? outcome, string summary, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, ConcernVerb.Close, actor, async hand =>
    {
        var concern = hand.Concern;
        var failures = new List<Failure>(ConcernDesk.CheckWords(summary, "Words"));
        var how = ConcernOutcome.Of(outcome);
        if (how is null || how.AfterPublished != (concern.State == ConcernState.Answered)) failures.Add(Failure.At("Outcome", "concern.outcome"));
        if (failures.Count > 0) return Result.Refused(failures);
        if (how!.IsAnswer) concern.AnsweredUtc ??= hand.Tx.NowUtc;
        if (how.IsAnswer) await clock.MeetAsync(hand.Tx, concern, cancellation);
        else await clock.CancelAsync(hand.Tx, concern, cancellation);
        (concern.Outcome, concern.ClosedUtc) = (how.Code, hand.Tx.NowUtc);
        hand.Step(ConcernEvents.Closed, $"{how.Title}。{summary}", new() { ["outcome"] = how.Code });
        return Result.Ok;
    }, cancellation);
}
