using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Features;

/// <param name="Reason">Why they do not count (广告、重复提交…); null takes the hiding back.</param>
public sealed record HideCommentsCommand(string ConsultationId, IReadOnlyList<string> Ids, string? Reason);

/// <summary>
/// Takes spam out of the count, with a reason, or back in; nothing is deleted. Failures: <c>consultation.unknown</c>,
/// <c>access.not-allowed</c>, <c>comment.none-chosen</c>, <c>comment.reason-required</c>, <c>comment.reason-too-long</c>. Side effect: an event for each.
/// </summary>
public sealed class HideComments(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(HideCommentsCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private static async Task<Result> ApplyAsync(PortalTransaction tx, HideCommentsCommand command, Actor actor, CancellationToken cancellation)
    {
        var chosen = await ChosenComments.LoadAsync(tx.Db, command.ConsultationId, command.Ids, actor, cancellation);
        if (!chosen.Succeeded) return chosen;
        var hides = command.Reason is not null;
        var reason = command.Reason?.Trim();
        if (reason is not null && CommentRules.CheckCoding(needsReason: true, reason, "") is { Count: > 0 } refused) return Result.Refused(refused);
        var (consultation, comments) = chosen.Value;
        foreach (var comment in comments.Where(c => c.HiddenUtc is not null != hides))
        {
            (comment.HiddenReason, comment.HiddenBy, comment.HiddenUtc) = (reason, hides ? actor.UserId : null, hides ? tx.NowUtc : null);
            tx.Append(new EventDraft(hides ? DecisionEvents.Hidden : DecisionEvents.Shown, actor.UserId, consultation.ContentItemId, AgencyId: consultation.AgencyId,
                Payload: new Dictionary<string, object?> { ["comment"] = comment.Id }));
        }
        return Result.Ok;
    }
}
