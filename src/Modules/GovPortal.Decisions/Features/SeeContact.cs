using GovPortal.Decisions.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Features;

/// <summary>
/// Shows who wrote one comment, by need: each look is an event that names the comment and nobody. Failures:
/// <c>consultation.unknown</c>, <c>access.not-allowed</c>, <c>comment.none-chosen</c>, <c>comment.no-contact</c>,
/// <c>comment.contact-unreadable</c> (the keys are gone).
/// </summary>
public sealed class SeeContact(PortalTransactions transactions, CommentContacts contacts)
{
    public Task<Result<CommentContact>> HandleAsync(string consultationId, string commentId, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync<CommentContact>(async tx =>
        {
            var chosen = await ChosenComments.LoadAsync(tx.Db, consultationId, [commentId], actor, cancellation);
            if (!chosen.Succeeded) return chosen.As<CommentContact>();
            var (consultation, comments) = chosen.Value;
            if (!ConsultationAccess.May(actor, DecisionPermissions.SeeContact, consultation)) return Failure.Of(Failure.NotAllowed);
            if (comments[0].Contact is not { } kept) return Failure.Of("comment.no-contact");
            if (contacts.Read(kept) is not { } contact) return Failure.Of("comment.contact-unreadable");
            tx.Append(new EventDraft(DecisionEvents.ContactSeen, actor.UserId, consultationId, AgencyId: consultation.AgencyId,
                Payload: new Dictionary<string, object?> { ["comment"] = commentId }));
            return contact;
        }, cancellation);
}
