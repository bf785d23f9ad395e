using GovPortal.Api.Access;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>
/// Gives an application a new secret, closes it, opens it again. Failures: <c>access.not-allowed</c>, <c>application.unknown</c>,
/// <c>application.public-has-none</c>. Side effect: <c>api.application-changed</c>; all tokens it has end with the next request.
/// </summary>
public sealed class ChangeApplication(PortalTransactions transactions)
{
    /// <summary>The new secret, to be shown this once.</summary>
    public async Task<Result<string>> NewSecretAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var secret = Secrets.New(Secrets.ApplicationPrefix);
        var changed = await ChangeAsync(id, actor, "secret", application =>
        {
            if (application.IsPublic) return Failure.Of("application.public-has-none");
            application.SecretHash = Secrets.Hash(secret);
            return null;
        }, cancellation);
        return changed.Succeeded ? secret : changed.As<string>();
    }

    public Task<Result> CloseAsync(string id, bool closed, Actor actor, CancellationToken cancellation) => ChangeAsync(id, actor, closed ? "closed" : "reopened", application =>
    {
        application.IsClosed = closed;
        return null;
    }, cancellation);

    private Task<Result> ChangeAsync(string id, Actor actor, string change, Func<ApiApplication, Failure?> apply, CancellationToken cancellation) =>
        transactions.WriteAsync(async tx =>
        {
            if (await tx.Db.Set<ApiApplication>().FirstOrDefaultAsync(a => a.Id == id, cancellation) is not { } application) return Result.Refused("application.unknown");
            var held = await tx.Db.Set<Membership>().AsNoTracking().Where(m => m.UserId == id).ToListAsync(cancellation);
            if (!SaveApplication.MayManage(actor, held.ConvertAll(SaveApplication.Role))) return Failure.Of(Failure.NotAllowed);
            if (apply(application) is { } refused) return refused;
            application.EndTokens();
            tx.AppendChange(new EventDraft(ApiEvents.ApplicationChanged, actor.UserId, id, Payload: new Dictionary<string, object?> { ["change"] = change }), typeof(ApiApplication));
            return Result.Ok;
        }, cancellation);
}
