using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Features;

public sealed record SignInCommand(string UserName, string Password);

/// <summary>What a session's cookie is made of.</summary>
public sealed record SignedIn(string UserId, string Stamp, bool MustChangePassword);

/// <summary>
/// Checks a user name and a password. Failures: <c>sign-in.incomplete</c>; <c>sign-in.refused</c> alike for an unknown
/// name, a wrong password, a closed and a locked account, in the same time. Side effects: <c>user.signed-in</c>,
/// <c>user.sign-in-failed</c>, <c>user.locked-out</c>.
/// </summary>
public sealed class SignIn(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, Passwords passwords)
{
    public async Task<Result<SignedIn>> HandleAsync(SignInCommand command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (string.IsNullOrWhiteSpace(command.UserName) || command.Password.Length == 0) return Failure.Of("sign-in.incomplete");
        var name = PortalUser.Normalize(command.UserName);
        PortalUser? found;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            found = await db.Set<PortalUser>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedUserName == name, cancellation);
        }
        // Outside the transaction: hashing takes long, and nobody shall wait for it at the gate.
        var verdict = passwords.Verify(found?.PasswordHash, command.Password);
        var better = verdict == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(command.Password) : null;

        await using var tx = await transactions.BeginAsync(cancellation);
        var result = found is null ? Refuse(tx, null, "unknown") : await DecideAsync(tx, found, verdict, better, cancellation);
        await tx.CommitAsync(cancellation);
        return result;
    }

    private static async Task<Result<SignedIn>> DecideAsync(
        PortalTransaction tx, PortalUser found, PasswordVerificationResult verdict, string? better, CancellationToken cancellation)
    {
        // Takes the row's lock, so that guesses sent at the same time are counted one after the other.
        await tx.Db.Set<PortalUser>().Where(u => u.Id == found.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount), cancellation);
        var user = await tx.Db.Set<PortalUser>().FirstAsync(u => u.Id == found.Id, cancellation);
        var state = new LockoutState(user.AccessFailedCount, user.LockedUntilUtc);
        if (user.IsClosed) return Refuse(tx, user, "closed");
        if (Lockout.IsLocked(state, tx.NowUtc)) return Refuse(tx, user, "locked");
        if (verdict == PasswordVerificationResult.Failed || user.PasswordHash != found.PasswordHash)
        {
            var after = Lockout.AfterFailure(state, tx.NowUtc);
            (user.AccessFailedCount, user.LockedUntilUtc) = (after.Failures, after.UntilUtc);
            var refused = Refuse(tx, user, "password");
            if (Lockout.IsLocked(after, tx.NowUtc))
            {
                tx.Append(new EventDraft(UserEvents.LockedOut, Actor.System.UserId, user.Id, AgencyId: user.AgencyId));
            }
            return refused;
        }
        (user.AccessFailedCount, user.LockedUntilUtc) = (Lockout.AfterSuccess.Failures, Lockout.AfterSuccess.UntilUtc);
        user.LastSignInUtc = tx.NowUtc;
        if (better is not null) user.PasswordHash = better;
        tx.Append(new EventDraft(UserEvents.SignedIn, user.Id, user.Id, AgencyId: user.AgencyId));
        return new SignedIn(user.Id, user.SecurityStamp!, user.MustChangePassword);
    }

    private static Result<SignedIn> Refuse(PortalTransaction tx, PortalUser? user, string reason)
    {
        tx.Append(new EventDraft(UserEvents.SignInFailed, Actor.System.UserId, user?.Id, AgencyId: user?.AgencyId,
            Payload: new Dictionary<string, object?> { ["reason"] = reason }));
        return Failure.Of("sign-in.refused", Lockout.Limit, Lockout.Minutes);
    }
}
