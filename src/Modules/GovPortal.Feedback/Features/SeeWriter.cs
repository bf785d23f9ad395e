using GovPortal.Feedback.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// Shows who wrote one letter, by need: each look is a step of its history and an event. Failures: <c>letter.unknown</c>,
/// <c>access.not-allowed</c>, <c>letter.no-contact</c>, <c>letter.contact-unreadable</c> (the keys are gone).
/// </summary>
public sealed class SeeWriter(PortalTransactions transactions, LetterSeals seals)
{
    public Task<Result<LetterWriter>> HandleAsync(string letterId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync<LetterWriter>(async tx =>
    {
        if (await tx.Db.Set<Letter>().FirstOrDefaultAsync(l => l.Id == letterId, cancellation) is not { } letter) return Failure.Of("letter.unknown");
        if (!LetterAccess.May(actor, FeedbackPermissions.Contact, letter)) return Failure.Of(Failure.NotAllowed);
        if (letter.Contact is not { } kept) return Failure.Of("letter.no-contact");
        if (seals.OpenWriter(kept) is not { } writer) return Failure.Of("letter.contact-unreadable");
        LetterSteps.Add(tx, letter, LetterSteps.ContactSeen, actor.UserId);
        tx.Append(new EventDraft(FeedbackEvents.ContactSeen, actor.UserId, letter.Id, AgencyId: letter.AgencyId));
        return writer;
    }, cancellation);
}
