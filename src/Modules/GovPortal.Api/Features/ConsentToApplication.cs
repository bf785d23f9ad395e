using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>A consent with the application it was given to.</summary>
public sealed record GivenConsent(ApplicationConsent Consent, ApiApplication Application);

/// <summary>
/// A person lets an application act for them, or takes it back. Failures: <c>access.not-allowed</c>, <c>application.unknown</c>,
/// <c>consent.unknown</c>. Side effects: <c>api.consent-given</c>, <c>api.consent-revoked</c>; a consent taken back ends the
/// application's tokens for this person with the next request.
/// </summary>
public sealed class ConsentToApplication(PortalTransactions transactions)
{
    public Task<Result<ApplicationConsent>> GiveAsync(string clientId, bool mayWrite, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync<ApplicationConsent>(async tx =>
        {
            if (!actor.CanSomewhere(ApiPermissions.AccessContentApi)) return Failure.Of(Failure.NotAllowed);
            var application = await tx.Db.Set<ApiApplication>().FirstOrDefaultAsync(a => a.ClientId == clientId && !a.IsClosed && a.ActsForPeople, cancellation);
            if (application is null) return Failure.Of("application.unknown");
            var writes = mayWrite && application.MayWrite;
            var given = await tx.Db.Set<ApplicationConsent>().FirstOrDefaultAsync(
                c => c.ApplicationId == application.Id && c.UserId == actor.UserId && c.RevokedUtc == null && c.MayWrite == writes, cancellation);
            if (given is not null) return given;
            var consent = new ApplicationConsent { Id = ContentIds.New(), ApplicationId = application.Id, UserId = actor.UserId, MayWrite = writes, GivenUtc = tx.NowUtc };
            tx.Db.Add(consent);
            tx.Append(new EventDraft(ApiEvents.ConsentGiven, actor.UserId, actor.UserId, Payload: Payload(consent)));
            return consent;
        }, cancellation);

    public Task<Result> RevokeAsync(string consentId, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(async tx =>
        {
            var consent = await tx.Db.Set<ApplicationConsent>().FirstOrDefaultAsync(c => c.Id == consentId && c.UserId == actor.UserId && c.RevokedUtc == null, cancellation);
            if (consent is null) return Result.Refused("consent.unknown");
            consent.RevokedUtc = tx.NowUtc;
            tx.Append(Revoked(consent, actor.UserId));
            return Result.Ok;
        }, cancellation);

    public static async Task<List<GivenConsent>> ListAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        await (from c in db.Set<ApplicationConsent>().AsNoTracking()
               join a in db.Set<ApiApplication>().AsNoTracking() on c.ApplicationId equals a.Id
               where c.UserId == actor.UserId && c.RevokedUtc == null
               orderby c.GivenUtc descending
               select new GivenConsent(c, a)).ToListAsync(cancellation);

    internal static EventDraft Revoked(ApplicationConsent consent, string actorId) => new(ApiEvents.ConsentRevoked, actorId, consent.UserId, Payload: Payload(consent));

    private static Dictionary<string, object?> Payload(ApplicationConsent consent) => new() { ["application"] = consent.ApplicationId, ["consent"] = consent.Id };
}
