using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// A message between office and applicant; it changes nothing about where the case is. Failures: <c>request.unknown</c>,
/// <c>access.not-allowed</c>, <c>request.message-required</c>, <c>request.too-long</c>, <c>request.changed-by-other</c>.
/// </summary>
public sealed class SendMessage(PortalTransactions transactions, RequestSeals seals)
{
    public const int MaxText = 1000;

    public async Task<Result> HandleAsync(string requestId, string text, Actor actor, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.May(actor, RequestPermissions.Dispatch, request)) return Failure.Of(Failure.NotAllowed);
        return Add(tx, request, text, RequestEvents.MessageSent, actor.UserId);
    }, cancellation));

    /// <summary>From whoever holds code and secret.</summary>
    internal async Task<Result> HandleAsync(DisclosureRequest known, string text, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
        Add(tx, await tx.Db.Set<DisclosureRequest>().SingleAsync(r => r.Id == known.Id, cancellation), text, RequestEvents.MessageReceived, Actor.Public.UserId), cancellation));

    private Result Add(PortalTransaction tx, DisclosureRequest request, string text, string kind, string actorId)
    {
        if (text.Length == 0) return Failure.At("Text", "request.message-required");
        if (text.Length > MaxText) return Failure.At("Text", "request.too-long", MaxText);
        var step = RequestDesk.Add(tx, request, kind, actorId, null, null);
        tx.Db.Add(new RequestMessage { RequestId = request.Id, Number = step.Number, FromApplicant = kind == RequestEvents.MessageReceived, AtUtc = tx.NowUtc, Text = seals.Seal(text) });
        return Result.Ok;
    }
}
