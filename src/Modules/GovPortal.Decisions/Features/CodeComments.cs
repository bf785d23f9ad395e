using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <param name="Ids">One or several of the consultation's comments.</param>
/// <param name="Adoption">Null where none was chosen, which is refused.</param>
/// <param name="Point">What they ask for, in a few words for the report; may be empty.</param>
public sealed record CodeCommentsCommand(string ConsultationId, IReadOnlyList<string> Ids, Adoption? Adoption, string Point, string Reason);

/// <summary>
/// Decides on comments one by one or several at once: taken over, in part, not, or nothing to do with it. Failures:
/// <c>consultation.unknown</c>, <c>access.not-allowed</c>, <c>comment.none-chosen</c>, <c>comment.adoption-required</c>,
/// <c>comment.hidden</c> and those of <see cref="CommentRules.CheckCoding"/>. Side effect: an event for each.
/// </summary>
public sealed class CodeComments(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(CodeCommentsCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private static async Task<Result> ApplyAsync(PortalTransaction tx, CodeCommentsCommand command, Actor actor, CancellationToken cancellation)
    {
        var chosen = await ChosenComments.LoadAsync(tx.Db, command.ConsultationId, command.Ids, actor, cancellation);
        if (!chosen.Succeeded) return chosen;
        var (consultation, comments) = chosen.Value;
        var (reason, point) = (command.Reason.Trim(), command.Point.Trim());
        var failures = new List<Failure>();
        if (command.Adoption is null) failures.Add(Failure.At("Adoption", "comment.adoption-required"));
        failures.AddRange(CommentRules.CheckCoding(command.Adoption is not (null or Adoption.Adopted), reason, point));
        if (comments.Exists(c => c.HiddenUtc is not null)) failures.Add(Failure.Of("comment.hidden"));
        if (failures.Count > 0) return failures;
        foreach (var comment in comments)
        {
            (comment.Adoption, comment.Reason, comment.CodedBy, comment.CodedUtc) = (command.Adoption, reason, actor.UserId, tx.NowUtc);
            // What was written for one comment is not taken from it by a decision on many.
            if (point.Length > 0 || comments.Count == 1) comment.Point = point;
            tx.Append(new EventDraft(DecisionEvents.Coded, actor.UserId, consultation.ContentItemId, AgencyId: consultation.AgencyId,
                Payload: new Dictionary<string, object?> { ["comment"] = comment.Id, ["adoption"] = command.Adoption.ToString() }));
        }
        return Result.Ok;
    }
}

/// <summary>The comments a person chose, if they may.</summary>
internal static class ChosenComments
{
    public static async Task<Result<(Consultation Consultation, List<ConsultationComment> Comments)>> LoadAsync(
        PortalDbContext db, string consultationId, IReadOnlyList<string> ids, Actor actor, CancellationToken cancellation)
    {
        if (await db.Set<Consultation>().FirstOrDefaultAsync(c => c.ContentItemId == consultationId, cancellation) is not { } consultation) return Failure.Of("consultation.unknown");
        if (!ConsultationAccess.May(actor, DecisionPermissions.Handle, consultation)) return Failure.Of(Failure.NotAllowed);
        var comments = await db.Set<ConsultationComment>().Where(c => c.ConsultationId == consultationId && ids.Contains(c.Id)).ToListAsync(cancellation);
        return comments.Count == 0 ? Failure.Of("comment.none-chosen") : (consultation, comments);
    }
}
