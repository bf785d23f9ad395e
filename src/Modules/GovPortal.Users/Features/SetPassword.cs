using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;

namespace GovPortal.Users.Features;

/// <param name="Password">Null makes a one-time password.</param>
/// <param name="Trusted">From the command line: nobody's permission is asked, and a given password stays.</param>
public sealed record SetPasswordCommand(string UserId, string? Password = null, bool Trusted = false);

/// <param name="OneTimePassword">To be told to the person once; null where a password was given.</param>
public sealed record PasswordWasSet(string? OneTimePassword);

/// <summary>
/// Gives a person a new password, unlocks the account and ends the person's sessions. Whoever sets it for somebody else
/// knows it, so the person must change it at the next sign-in. Failures: <c>access.not-allowed</c>, <c>user.unknown</c>,
/// <c>user.own-password</c>, those of the password policy. Side effect: <c>user.password-set</c>.
/// </summary>
public sealed class SetPassword(PortalTransactions transactions, Passwords passwords)
{
    public async Task<Result<PasswordWasSet>> HandleAsync(SetPasswordCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!command.Trusted && !actor.CanSomewhere(UsersModule.Manage)) return Failure.Of(Failure.NotAllowed);
        if (!command.Trusted && actor.UserId == command.UserId) return Failure.Of("user.own-password");
        var password = command.Password ?? OneTimePassword.New();
        var hash = password.Length <= PasswordPolicy.MaxLength ? passwords.Hash(password) : "";

        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<PortalUser>().FindAsync([command.UserId], cancellation) is not { } user) return Failure.Of("user.unknown");
        var held = await Memberships.OfAsync(tx.Db, user.Id, cancellation);
        if (!command.Trusted && !Memberships.MayManage(actor, user, held)) return Failure.Of(Failure.NotAllowed);
        var weak = PasswordPolicy.Check(password, user.UserName!);
        if (weak.Count > 0) return weak.ToList();

        user.PasswordHash = hash;
        user.MustChangePassword = command.Password is null || !command.Trusted;
        (user.AccessFailedCount, user.LockedUntilUtc) = (0, null);
        user.EndSessions();
        tx.Append(new EventDraft(UserEvents.PasswordSet, actor.UserId, user.Id, AgencyId: user.AgencyId,
            Payload: new Dictionary<string, object?> { ["oneTime"] = user.MustChangePassword }));
        await tx.CommitAsync(cancellation);
        return new PasswordWasSet(command.Password is null ? password : null);
    }
}
