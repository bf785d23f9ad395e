using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Features;

/// <param name="Password">Null makes a one-time password.</param>
/// <param name="Trusted">At set-up and from the command line: nobody's permission is asked, and a given password stays.</param>
public sealed record CreateUserCommand(
    string UserName, string DisplayName, IReadOnlyList<MembershipSpec> Memberships,
    string? Email = null, string? Password = null, bool Trusted = false);

/// <param name="OneTimePassword">To be told to the person once; null where a password was given.</param>
public sealed record CreatedUser(string UserId, string? OneTimePassword);

/// <summary>
/// Opens an account. Failures: <c>access.not-allowed</c>, <c>user.name-invalid</c>, <c>user.name-reserved</c>,
/// <c>user.name-taken</c>, <c>user.display-name-required</c>, <c>user.email-invalid</c>, those of the password policy and of
/// memberships. Side effect: <c>user.created</c>.
/// </summary>
public sealed class CreateUser(PortalTransactions transactions, Passwords passwords)
{
    public async Task<Result<CreatedUser>> HandleAsync(CreateUserCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!command.Trusted && !actor.CanSomewhere(UsersModule.Manage)) return Failure.Of(Failure.NotAllowed);
        var password = command.Password ?? OneTimePassword.New();
        var weak = PasswordPolicy.Check(password, command.UserName);
        var hash = weak.Count == 0 ? passwords.Hash(password) : null;

        await using var tx = await transactions.BeginAsync(cancellation);
        var created = await ApplyAsync(tx, command, ContentIds.New(), hash, actor, cancellation);
        if (weak.Count > 0) return weak.Concat(created.Failures).ToList();
        if (!created.Succeeded) return created.As<CreatedUser>();
        created.Value.MustChangePassword = command.Password is null || !command.Trusted;
        await tx.CommitAsync(cancellation);
        return new CreatedUser(created.Value.Id, command.Password is null ? password : null);
    }

    /// <summary>Adds the account to the caller's transaction; without a hash nobody can sign in with it yet.</summary>
    internal static async Task<Result<PortalUser>> ApplyAsync(
        PortalTransaction tx, CreateUserCommand command, string id, string? passwordHash, Actor actor, CancellationToken cancellation)
    {
        var wanted = command.Memberships.Distinct().ToList();
        if (!command.Trusted && !(wanted.Count == 0 ? Memberships.MayManage(actor, null) : wanted.All(m => Memberships.MayManage(actor, m.AgencyId))))
        {
            return Failure.Of(Failure.NotAllowed);
        }
        var failures = new List<Failure>(UserNames.Check(command.UserName, command.DisplayName));
        failures.AddRange(Emails.Check(command.Email));
        failures.AddRange(await Memberships.CheckAsync(tx.Db, command.Memberships, cancellation));
        var normalized = PortalUser.Normalize(command.UserName);
        if (await tx.Db.Set<PortalUser>().AnyAsync(u => u.NormalizedUserName == normalized || u.Id == id, cancellation))
        {
            failures.Add(Failure.At("UserName", "user.name-taken", command.UserName));
        }
        if (failures.Count > 0) return failures;

        var user = new PortalUser
        {
            Id = id, UserName = command.UserName.Trim(), NormalizedUserName = normalized, DisplayName = command.DisplayName.Trim(),
            Email = Emails.Clean(command.Email), NormalizedEmail = Emails.Clean(command.Email)?.ToUpperInvariant(),
            AgencyId = wanted.FirstOrDefault(m => m.AgencyId is not null)?.AgencyId,
            PasswordHash = passwordHash, CreatedUtc = tx.NowUtc, ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        user.EndSessions();
        tx.Db.Add(user);
        tx.Db.AddRange(wanted.Select(m => m.Row(id)));
        tx.AppendChange(new EventDraft(UserEvents.Created, actor.UserId, id, AgencyId: user.AgencyId,
            Payload: new Dictionary<string, object?> { ["added"] = wanted.Select(m => m.Payload()).ToList() }), typeof(Membership));
        return user;
    }
}
