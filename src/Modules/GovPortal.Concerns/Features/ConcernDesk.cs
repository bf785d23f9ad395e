using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>Who may see and do what: the office and the deputy leader the whole agency, a section its own.</summary>
internal static class ConcernAccess
{
    public static bool MayRead(Actor actor, Concern concern) =>
        actor.Can(ConcernPermissions.Manage, concern.AgencyId) || ContentAccess.Holds(actor, ConcernPermissions.Read, concern.AgencyId, concern.SectionId);

    public static bool May(Actor actor, ConcernVerb verb, Concern concern)
    {
        var handles = concern.SectionId is not null && ContentAccess.Holds(actor, ConcernPermissions.Handle, concern.AgencyId, concern.SectionId);
        return verb switch
        {
            ConcernVerb.GiveBack => handles,
            ConcernVerb.Handle or ConcernVerb.DraftResponse => handles || actor.Can(ConcernPermissions.Manage, concern.AgencyId),
            ConcernVerb.Publish or ConcernVerb.Unpublish => false,
            _ => actor.Can(ConcernPermissions.Manage, concern.AgencyId),
        };
    }

    public static bool Anywhere(Actor actor) => actor.CanSomewhere(ConcernPermissions.Read) || actor.CanSomewhere(ConcernPermissions.Manage);

    /// <summary>Whether all of an agency's concerns, and its monitoring log, may be seen.</summary>
    public static bool ReadsAll(Actor actor, string agencyId) => actor.Can(ConcernPermissions.Manage, agencyId) || ContentAccess.Holds(actor, ConcernPermissions.Read, agencyId, null);

    public static IQueryable<Concern> Of(IQueryable<Concern> concerns, Actor actor)
    {
        var whole = actor.Grants.Where(g => g.Permissions.Contains(ConcernPermissions.Manage) || (g.SectionId is null && g.Permissions.Contains(ConcernPermissions.Read))).ToList();
        if (whole.Exists(g => g.AgencyId is null)) return concerns;
        var agencies = whole.Select(g => g.AgencyId).OfType<string>().ToList();
        var sections = actor.Grants.Where(g => g.Permissions.Contains(ConcernPermissions.Read)).Select(g => g.SectionId).OfType<string>().ToList();
        return concerns.Where(c => agencies.Contains(c.AgencyId) || (c.SectionId != null && sections.Contains(c.SectionId)));
    }
}

/// <summary>Whom a verb is about.</summary>
/// <param name="Seen">How many steps the concern had on the page the person looked at; null asks for no such check.</param>
public sealed record ConcernRef(string Id, int? Seen = null);

/// <summary>A concern in the middle of a verb.</summary>
internal sealed record ConcernInHand(PortalTransaction Tx, Concern Concern, Actor Actor, ConcernSeals Seals)
{
    /// <summary>Writes the step down, and tells the log of it without what was said.</summary>
    public void Step(string kind, string note = "", Dictionary<string, object?>? payload = null) => ConcernDesk.Add(Tx, Concern, kind, Actor.UserId, Seals.Seal(note), payload);
}

/// <summary>
/// The frame of every verb: the concern, whether the person may, whether it is possible now, one transaction. Failures:
/// <c>concern.unknown</c>, <c>access.not-allowed</c>, <c>concern.wrong-state</c>, <c>concern.changed-by-other</c>.
/// </summary>
public sealed class ConcernDesk(PortalTransactions transactions, ConcernSeals seals)
{
    internal async Task<Result<T>> DoAsync<T>(ConcernRef which, ConcernVerb verb, Actor actor, Func<ConcernInHand, Task<Result<T>>> act, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync(async Task<Result<T>> (tx) =>
        {
            if (await tx.Db.Set<Concern>().FirstOrDefaultAsync(c => c.Id == which.Id, cancellation) is not { } concern) return Failure.Of("concern.unknown");
            if (!ConcernAccess.May(actor, verb, concern)) return Failure.Of(Failure.NotAllowed);
            if (ConcernStates.Next(concern.State, verb) is not { } to) return Failure.Of("concern.wrong-state", ConcernStates.Title(concern.State));
            if (which.Seen is { } count && count != concern.StepCount) return Failure.Of("concern.changed-by-other");
            var done = await act(new ConcernInHand(tx, concern, actor, seals));
            if (done.Succeeded) concern.State = to;
            return done;
        }, cancellation);
        return result.Has("draft.changed-by-other") ? Failure.Of("concern.changed-by-other") : result;
    }

    internal async Task<Result> DoAsync(ConcernRef which, ConcernVerb verb, Actor actor, Func<ConcernInHand, Task<Result>> act, CancellationToken cancellation)
    {
        var done = await DoAsync<bool>(which, verb, actor, async hand => await act(hand) is { Succeeded: false } refused ? refused.As<bool>() : true, cancellation);
        return done.Succeeded ? Result.Ok : Result.Refused(done.Failures);
    }

    internal static void Add(PortalTransaction tx, Concern concern, string kind, string actorId, string sealedNote, Dictionary<string, object?>? payload = null)
    {
        tx.Db.Add(new ConcernStep { ConcernId = concern.Id, Number = ++concern.StepCount, Kind = kind, ActorId = actorId, AtUtc = tx.NowUtc, Note = sealedNote });
        tx.Append(new EventDraft(kind, actorId, concern.Id, AgencyId: concern.AgencyId, Payload: payload));
    }

    /// <summary>What was written: something, and not too much.</summary>
    internal static IReadOnlyList<Failure> CheckWords(string words, string field, bool required = true) =>
        required && words.Length == 0 ? [Failure.At(field, "concern.words-required")] : words.Length > Concern.MaxWords ? [Failure.At(field, "concern.too-long", Concern.MaxWords)] : [];
}
