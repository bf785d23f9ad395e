using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Features;

public sealed record ChangeOwnPasswordCommand(string CurrentPassword, string NewPassword);

/// <summary>
/// A person changes the own password; other sessions end, this one goes on with the answered stamp. Failures:
/// <c>password.current-wrong</c>, <c>password.unchanged</c>, those of the password policy. Side effect: <c>user.password-set</c>.
/// </summary>
public sealed class ChangeOwnPassword(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, Passwords passwords)
{
    public async Task<Result<SignedIn>> HandleAsync(ChangeOwnPasswordCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        PortalUser? before;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            before = await db.Set<PortalUser>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == actor.UserId && !u.IsClosed, cancellation);
        }
        if (before is null) return Failure.Of(Failure.NotAllowed);

        var failures = new List<Failure>();
        if (passwords.Verify(before.PasswordHash, command.CurrentPassword) == PasswordVerificationResult.Failed)
        {
            failures.Add(Failure.At("CurrentPassword", "password.current-wrong"));
        }
        else if (command.NewPassword == command.CurrentPassword) failures.Add(Failure.At("NewPassword", "password.unchanged"));
        failures.AddRange(PasswordPolicy.Check(command.NewPassword, before.UserName!, "NewPassword"));
        if (failures.Count > 0) return failures;
        var hash = passwords.Hash(command.NewPassword);

        await using var tx = await transactions.BeginAsync(cancellation);
        var user = await tx.Db.Set<PortalUser>().FirstAsync(u => u.Id == actor.UserId, cancellation);
        // Closed or reset by an administrator in between: the session that asks is over.
        if (user.SecurityStamp != before.SecurityStamp) return Failure.Of(Failure.NotAllowed);
        (user.PasswordHash, user.MustChangePassword) = (hash, false);
        user.EndSessions();
        tx.Append(new EventDraft(UserEvents.PasswordSet, actor.UserId, user.Id, AgencyId: user.AgencyId,
            Payload: new Dictionary<string, object?> { ["oneTime"] = false }));
        await tx.CommitAsync(cancellation);
        return new SignedIn(user.Id, user.SecurityStamp!, false);
    }
}
