using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>Whom a verb is about, and who asks for it.</summary>
/// <param name="Seen">How many steps the case had on the page the person looked at; null where no page was looked at.</param>
public sealed record CaseRef(string Id, int? Seen = null);

/// <summary>A case in the middle of a verb.</summary>
/// <param name="OnBehalfOf">For whom the person stands in; null where they act by their own right.</param>
internal sealed record CaseInHand(PortalTransaction Tx, DisclosureRequest Request, string ActorId, RequestRules Rules, RequestSeals Seals, string? OnBehalfOf = null)
{
    public DateOnly Today => Tx.NowUtc.ToCivilDate();

    /// <summary>Writes the step down, and tells the log of it.</summary>
    public RequestStep Step(string kind, string note = "", Dictionary<string, object?>? payload = null) => RequestDesk.Add(Tx, Request, kind, ActorId, note.Length == 0 ? null : Seals.Seal(note), payload, OnBehalfOf);

    /// <summary>A step that the applicant reads as a message, too.</summary>
    public void Tell(string kind, string text, Dictionary<string, object?>? payload = null)
    {
        var step = Step(kind, text, payload);
        Tx.Db.Add(new RequestMessage { RequestId = Request.Id, Number = step.Number, FromApplicant = false, AtUtc = Tx.NowUtc, Text = Seals.Seal(text) });
    }
}

/// <summary>
/// The frame of every verb: the case, whether the person may, whether it is possible now, one transaction. Failures: <c>request.unknown</c>,
/// <c>access.not-allowed</c>, <c>request.wrong-state</c>, <c>request.changed-by-other</c> (the page looked at is not what stands there now),
/// <c>request.own-draft</c> (who stands in for the leader wrote a draft of it, or the leader did).
/// </summary>
public sealed class RequestDesk(PortalTransactions transactions, RequestSeals seals, StandIns standIns)
{
    internal async Task<Result> DoAsync(CaseRef which, RequestVerb verb, Actor actor, Func<CaseInHand, Task<Result>> act, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync(async tx =>
        {
            if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == which.Id, cancellation) is not { } request) return Failure.Of("request.unknown");
            string? behalf = null;
            if (!RequestAccess.May(actor, verb, request))
            {
                behalf = StandIns.For(await standIns.WithAsync(tx.Db, actor, cancellation), verb, request);
                if (behalf is null) return Failure.Of(Failure.NotAllowed);
                if (await WroteDraftAsync(tx.Db, request.Id, [actor.UserId, behalf], cancellation)) return Failure.Of("request.own-draft");
            }
            return await ApplyAsync(tx, request, which.Seen, verb, actor.UserId, behalf, act, cancellation);
        }, cancellation);
        return Plain(result);
    }

    /// <summary>The same for whoever holds code and secret.</summary>
    internal async Task<Result> DoAsync(DisclosureRequest known, RequestVerb verb, Func<CaseInHand, Task<Result>> act, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync(async tx =>
        {
            var request = await tx.Db.Set<DisclosureRequest>().SingleAsync(r => r.Id == known.Id, cancellation);
            return await ApplyAsync(tx, request, null, verb, Actor.Public.UserId, null, act, cancellation);
        }, cancellation);
        return Plain(result);
    }

    private async Task<Result> ApplyAsync(
        PortalTransaction tx, DisclosureRequest request, int? seen, RequestVerb verb, string actorId, string? behalf, Func<CaseInHand, Task<Result>> act, CancellationToken cancellation)
    {
        if (RequestStates.Next(request.State, verb) is not { } to) return Failure.Of("request.wrong-state", RequestStates.Title(request.State));
        if (seen is { } count && count != request.StepCount) return Failure.Of("request.changed-by-other");
        var done = await act(new CaseInHand(tx, request, actorId, await RequestRules.LoadAsync(tx.Db, cancellation), seals, behalf));
        if (done.Succeeded) request.State = to;
        return done;
    }

    /// <summary>Whether one of them wrote any draft of the answer, the returned ones among them.</summary>
    internal static Task<bool> WroteDraftAsync(PortalDbContext db, string requestId, IReadOnlyCollection<string> people, CancellationToken cancellation) =>
        db.Set<RequestStep>().AnyAsync(s => s.RequestId == requestId && s.Kind == RequestEvents.Drafted && people.Contains(s.ActorId), cancellation);

    internal static RequestStep Add(
        PortalTransaction tx, DisclosureRequest request, string kind, string actorId, string? sealedNote, Dictionary<string, object?>? payload, string? onBehalfOf = null)
    {
        if (onBehalfOf is not null) payload = new(payload ?? []) { ["for"] = onBehalfOf };
        var step = new RequestStep
        {
            RequestId = request.Id, Number = ++request.StepCount, Kind = kind, ActorId = actorId, OnBehalfOf = onBehalfOf, AtUtc = tx.NowUtc, SectionId = request.SectionId, Note = sealedNote,
        };
        tx.Db.Add(step);
        tx.Append(new EventDraft(kind, actorId, request.Id, AgencyId: request.AgencyId, Payload: payload));
        return step;
    }

    /// <summary>The race that a transaction lost, in the words of this module.</summary>
    internal static Result Plain(Result result) => result.Has("draft.changed-by-other") ? Failure.Of("request.changed-by-other") : result;
}
