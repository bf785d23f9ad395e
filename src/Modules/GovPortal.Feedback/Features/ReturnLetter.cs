using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Features;

/// <summary>
/// Back one step, with a reason (R66). Failures: those of <see cref="LetterAccess"/> and <see cref="LetterRules.CheckReason"/>. The clock
/// runs on. Side effect: <c>letter.returned</c> or <c>letter.given-back</c>.
/// </summary>
public sealed class ReturnLetter(PortalTransactions transactions, LetterClock clock, LetterSeals seals)
{
    /// <summary>The office sends a draft back to its section to be written anew.</summary>
    public Task<Result> ReturnAsync(string letterId, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var found = await LetterAccess.ForAsync(tx.Db, letterId, LetterVerb.Return, actor, cancellation);
        if (!found.Succeeded) return found;
        if (LetterRules.CheckReason(reason) is { Count: > 0 } refused) return Result.Refused(refused);
        var (letter, to) = found.Value;
        letter.State = to;
        LetterSteps.Add(tx, letter, LetterSteps.Returned, actor.UserId, seals.Seal(reason));
        tx.Append(new EventDraft(FeedbackEvents.Returned, actor.UserId, letter.Id, AgencyId: letter.AgencyId));
        return Result.Ok;
    }, cancellation);

    /// <summary>A section gives back to the office what is not its own; the clock runs in the office's name.</summary>
    public Task<Result> GiveBackAsync(string letterId, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var found = await LetterAccess.ForAsync(tx.Db, letterId, LetterVerb.GiveBack, actor, cancellation);
        if (!found.Succeeded) return found;
        if (LetterRules.CheckReason(reason) is { Count: > 0 } refused) return Result.Refused(refused);
        var (letter, to) = found.Value;
        letter.State = to;
        // The step stands in the name of the section that gave it back.
        LetterSteps.Add(tx, letter, LetterSteps.GivenBack, actor.UserId, seals.Seal(reason));
        letter.SectionId = null;
        await clock.RunAsync(tx, letter, cancellation);
        tx.Append(new EventDraft(FeedbackEvents.GivenBack, actor.UserId, letter.Id, AgencyId: letter.AgencyId));
        return Result.Ok;
    }, cancellation);
}
