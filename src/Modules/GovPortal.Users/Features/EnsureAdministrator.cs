using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Features;

/// <param name="Password">Null or empty makes a one-time password.</param>
public sealed record EnsureAdministratorCommand(string UserName, string? Password);

/// <param name="OneTimePassword">Shown once; null where a password was configured or an administrator was there already.</param>
public sealed record AdministratorReady(string UserName, string? OneTimePassword);

/// <summary>
/// Sees to it that somebody administers the whole portal; for the first start. Does nothing where an open account does
/// already. Failures and side effects are those of <see cref="CreateUser"/>.
/// </summary>
public sealed class EnsureAdministrator(IDbContextFactory<PortalDbContext> contexts, CreateUser createUser)
{
    public async Task<Result<AdministratorReady>> HandleAsync(EnsureAdministratorCommand command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var present = await (
                from u in db.Set<PortalUser>()
                join m in db.Set<Membership>() on u.Id equals m.UserId
                where !u.IsClosed && m.Role == Memberships.Administrator && m.AgencyId == null && m.SectionId == null
                select u.UserName).FirstOrDefaultAsync(cancellation);
            if (present is not null) return new AdministratorReady(present, null);
        }
        var created = await createUser.HandleAsync(
            new CreateUserCommand(command.UserName, "系统管理员", [new MembershipSpec(Memberships.Administrator)],
                Password: string.IsNullOrEmpty(command.Password) ? null : command.Password, Trusted: true),
            Actor.System, cancellation);
        return created.Succeeded ? new AdministratorReady(command.UserName, created.Value.OneTimePassword) : created.As<AdministratorReady>();
    }
}
