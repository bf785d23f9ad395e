using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Features;

/// <summary>
/// The section writes the answer and hands it to the office, which sends it (统一答复). Failures: those of <see cref="LetterAccess"/> and
/// <see cref="LetterRules.CheckAnswer"/>. Side effects: the draft, kept in the history as it stands; <c>letter.drafted</c>.
/// </summary>
public sealed class DraftAnswer(PortalTransactions transactions, LetterSeals seals)
{
    public Task<Result> HandleAsync(string letterId, string answer, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        var found = await LetterAccess.ForAsync(tx.Db, letterId, LetterVerb.Draft, actor, cancellation);
        if (!found.Succeeded) return found;
        if (LetterRules.CheckAnswer(answer) is { Count: > 0 } refused) return Result.Refused(refused);
        var (letter, to) = found.Value;
        (letter.Answer, letter.State) = (seals.Seal(answer), to);
        LetterSteps.Add(tx, letter, LetterSteps.Drafted, actor.UserId, letter.Answer);
        tx.Append(new EventDraft(FeedbackEvents.Drafted, actor.UserId, letter.Id, AgencyId: letter.AgencyId));
        return Result.Ok;
    }, cancellation);
}
