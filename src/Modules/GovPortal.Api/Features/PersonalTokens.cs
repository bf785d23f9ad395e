using GovPortal.Api.Access;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <param name="Days">How long it holds, in days.</param>
public sealed record MakeTokenCommand(string Name, int Days, bool MayWrite);

/// <param name="Secret">To be shown this once; only its hash is kept.</param>
public sealed record TokenMade(string Id, string Secret);

/// <summary>
/// A person makes and revokes keys to use the interface as themselves. Failures: <c>access.not-allowed</c>,
/// <c>token.name-required</c>, <c>token.name-too-long</c>, <c>token.days-out-of-range</c>, <c>token.too-many</c>, <c>token.unknown</c>.
/// Side effects: <c>api.token-made</c>, <c>api.token-revoked</c>.
/// </summary>
public sealed class PersonalTokens(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public const int MaxDays = 366;

    private const int MaxLive = 20;

    public Task<Result<TokenMade>> MakeAsync(MakeTokenCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync<TokenMade>(async tx =>
        {
            if (!actor.CanSomewhere(ApiPermissions.AccessContentApi)) return Failure.Of(Failure.NotAllowed);
            var failures = new List<Failure>();
            var name = command.Name.Trim();
            if (name.Length == 0) failures.Add(Failure.At("Name", "token.name-required"));
            if (name.Length > PersonalToken.MaxName) failures.Add(Failure.At("Name", "token.name-too-long", PersonalToken.MaxName));
            if (command.Days is < 1 or > MaxDays) failures.Add(Failure.At("Days", "token.days-out-of-range", MaxDays));
            var now = tx.NowUtc;
            if (await tx.Db.Set<PersonalToken>().CountAsync(t => t.UserId == actor.UserId && t.RevokedUtc == null && t.ExpiresUtc > now, cancellation) >= MaxLive)
            {
                failures.Add(Failure.Of("token.too-many", MaxLive));
            }
            if (failures.Count > 0) return failures;
            var secret = Secrets.New(Secrets.PersonalPrefix);
            var token = new PersonalToken
            {
                Id = ContentIds.New(), UserId = actor.UserId, Name = name, Hash = Secrets.Hash(secret), MayWrite = command.MayWrite,
                CreatedUtc = now, ExpiresUtc = now.AddDays(command.Days),
            };
            tx.Db.Add(token);
            tx.Append(new EventDraft(ApiEvents.TokenMade, actor.UserId, actor.UserId, Payload: new Dictionary<string, object?> { ["token"] = token.Id }));
            return new TokenMade(token.Id, secret);
        }, cancellation);

    public Task<Result> RevokeAsync(string id, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(async tx =>
        {
            var token = await tx.Db.Set<PersonalToken>().FirstOrDefaultAsync(t => t.Id == id && t.UserId == actor.UserId && t.RevokedUtc == null, cancellation);
            if (token is null) return Result.Refused("token.unknown");
            token.RevokedUtc = tx.NowUtc;
            tx.Append(new EventDraft(ApiEvents.TokenRevoked, actor.UserId, actor.UserId, Payload: new Dictionary<string, object?> { ["token"] = token.Id }));
            return Result.Ok;
        }, cancellation);

    public static Task<List<PersonalToken>> ListAsync(PortalDbContext db, Actor actor, CancellationToken cancellation) =>
        db.Set<PersonalToken>().AsNoTracking().Where(t => t.UserId == actor.UserId && t.RevokedUtc == null).OrderByDescending(t => t.CreatedUtc).ToListAsync(cancellation);

    /// <summary>The token with this secret, where it holds now.</summary>
    public async Task<PersonalToken?> FindAsync(string secret, CancellationToken cancellation)
    {
        if (secret.Length > 100) return null;
        var (hash, now) = (Secrets.Hash(secret), time.UtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<PersonalToken>().AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash && t.RevokedUtc == null && t.ExpiresUtc > now, cancellation);
    }
}
