using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Features;

/// <param name="Reason">A code of <see cref="LetterTables.CloseReasons"/>.</param>
/// <param name="Note">The writer reads it as well.</param>
public sealed record CloseLetterCommand(string LetterId, string? Reason, string Note);

/// <summary>
/// Ends a letter: the office sends the one answer (R63, 统一答复), or closes it without one. Failures: those of <see cref="LetterAccess"/>; of
/// sending those of <see cref="LetterRules.CheckAnswer"/>; of closing <c>letter.close-reason-required</c>, <c>letter.close-note-required</c>,
/// <c>letter.reason-too-long</c>. Side effects: the clock is met, or cancelled; the day on which the contact is erased;
/// <c>letter.answered</c> or <c>letter.closed</c>.
/// </summary>
public sealed class EndLetter(PortalTransactions transactions, LetterClock clock, LetterSeals seals, EraseContact erase)
{
    public Task<Result> SendAsync(string letterId, string answer, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var found = await LetterAccess.ForAsync(tx.Db, letterId, LetterVerb.Send, actor, cancellation);
        if (!found.Succeeded) return found;
        if (LetterRules.CheckAnswer(answer) is { Count: > 0 } refused) return Result.Refused(refused);
        var (letter, to) = found.Value;
        (letter.Answer, letter.State, letter.EndedUtc) = (seals.Seal(answer), to, tx.NowUtc);
        LetterSteps.Add(tx, letter, LetterSteps.Answered, actor.UserId, letter.Answer);
        await clock.MeetAsync(tx, letter, cancellation);
        erase.Appoint(tx, letter);
        tx.Append(new EventDraft(FeedbackEvents.Answered, actor.UserId, letter.Id, AgencyId: letter.AgencyId,
            Payload: new Dictionary<string, object?> { ["section"] = letter.SectionId, ["late"] = letter.DueUtc < tx.NowUtc }));
        return Result.Ok;
    }, cancellation);

    public Task<Result> CloseAsync(CloseLetterCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var found = await LetterAccess.ForAsync(tx.Db, command.LetterId, LetterVerb.Close, actor, cancellation);
        if (!found.Succeeded) return found;
        var failures = new List<Failure>();
        if (!LetterTables.CloseReasons.ContainsKey(command.Reason ?? "")) failures.Add(Failure.At("CloseReason", "letter.close-reason-required"));
        else if (LetterTables.NeedsNote(command.Reason!) && command.Note.Length == 0) failures.Add(Failure.At("CloseNote", "letter.close-note-required"));
        if (command.Note.Length > LetterRules.MaxReason) failures.Add(Failure.At("CloseNote", "letter.reason-too-long", LetterRules.MaxReason));
        if (failures.Count > 0) return failures;
        var (letter, to) = found.Value;
        (letter.CloseReason, letter.State, letter.EndedUtc) = (command.Reason, to, tx.NowUtc);
        LetterSteps.Add(tx, letter, LetterSteps.Closed, actor.UserId, seals.Seal(command.Note));
        await clock.CancelAsync(tx, letter, cancellation);
        erase.Appoint(tx, letter);
        tx.Append(new EventDraft(FeedbackEvents.Closed, actor.UserId, letter.Id, AgencyId: letter.AgencyId,
            Payload: new Dictionary<string, object?> { ["reason"] = command.Reason }));
        return Result.Ok;
    }, cancellation);
}
