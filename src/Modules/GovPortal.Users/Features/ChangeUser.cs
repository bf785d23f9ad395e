using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using GovPortal.Users.Rules;

namespace GovPortal.Users.Features;

/// <summary>What is null stays as it is.</summary>
/// <param name="Email">An empty text takes the address away.</param>
/// <param name="Stamp">The account's stamp when the form was shown; null changes whatever is there.</param>
/// <param name="Trusted">At set-up and from the command line, where nobody's permission is asked.</param>
public sealed record ChangeUserCommand(
    string UserId, string? DisplayName = null, string? Email = null, bool? IsClosed = null,
    IReadOnlyList<MembershipSpec>? Memberships = null, string? Stamp = null, bool Trusted = false);

/// <summary>
/// Changes an account, closes it or opens it again. Failures: <c>access.not-allowed</c>, <c>user.unknown</c>,
/// <c>user.changed-by-other</c>, <c>user.own-memberships</c>, <c>user.own-account</c>, <c>user.last-administrator</c>,
/// <c>user.display-name-required</c>, <c>user.email-invalid</c>, those of memberships. Side effects: <c>user.changed</c>,
/// <c>user.closed</c>; closing ends the person's sessions.
/// </summary>
public sealed class ChangeUser(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(ChangeUserCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var result = await ApplyAsync(tx, command, actor, cancellation);
        if (result.Succeeded) await tx.CommitAsync(cancellation);
        return result;
    }

    /// <summary>The same inside the caller's transaction. Nothing changed means no event.</summary>
    internal static async Task<Result> ApplyAsync(PortalTransaction tx, ChangeUserCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await tx.Db.Set<PortalUser>().FindAsync([command.UserId], cancellation) is not { } user) return Failure.Of("user.unknown");
        var rows = await Memberships.OfAsync(tx.Db, user.Id, cancellation);
        if (!command.Trusted && !Memberships.MayManage(actor, user, rows)) return Failure.Of(Failure.NotAllowed);
        if (command.Stamp is not null && command.Stamp != user.ConcurrencyStamp) return Failure.Of("user.changed-by-other");

        var held = rows.Select(r => r.Spec()).ToList();
        var wanted = command.Memberships?.Distinct().ToList() ?? held;
        var (added, removed) = (wanted.Except(held).ToList(), held.Except(wanted).ToList());
        if (!command.Trusted && !added.TrueForAll(m => Memberships.MayManage(actor, m.AgencyId))) return Failure.Of(Failure.NotAllowed);

        var closed = command.IsClosed ?? user.IsClosed;
        var failures = new List<Failure>();
        if (command.DisplayName is { } name) failures.AddRange(UserNames.CheckDisplay(name));
        failures.AddRange(Emails.Check(command.Email));
        if (command.Memberships is not null) failures.AddRange(await Memberships.CheckAsync(tx.Db, command.Memberships, cancellation));
        if (!command.Trusted && actor.UserId == user.Id)
        {
            if (added.Count + removed.Count > 0) failures.Add(Failure.At("Memberships", "user.own-memberships"));
            if (closed && !user.IsClosed) failures.Add(Failure.Of("user.own-account"));
        }
        var administers = !user.IsClosed && held.Exists(Memberships.IsAdministrator);
        if (administers && (closed || !wanted.Exists(Memberships.IsAdministrator)) && !await Memberships.AnotherAdministratorAsync(tx.Db, user.Id, cancellation))
        {
            failures.Add(Failure.Of("user.last-administrator"));
        }
        if (failures.Count > 0) return failures;

        var (closing, changed) = (closed && !user.IsClosed, Fill(user, command));
        if (added.Count + removed.Count > 0)
        {
            changed.Add("memberships");
            tx.Db.RemoveRange(rows.Where(r => removed.Contains(r.Spec())));
            tx.Db.AddRange(added.Select(m => m.Row(user.Id)));
            user.AgencyId = wanted.Find(m => m.AgencyId is not null)?.AgencyId ?? user.AgencyId;
        }
        if (closing) user.EndSessions();
        if (closing || changed.Count > 0) user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        if (closing) tx.Append(new EventDraft(UserEvents.Closed, actor.UserId, user.Id, AgencyId: user.AgencyId));
        if (changed.Count > 0)
        {
            tx.AppendChange(new EventDraft(UserEvents.Changed, actor.UserId, user.Id, AgencyId: user.AgencyId, Payload: new Dictionary<string, object?>
            {
                ["changed"] = changed, ["added"] = added.ConvertAll(m => m.Payload()), ["removed"] = removed.ConvertAll(m => m.Payload()),
            }), typeof(Membership));
        }
        return Result.Ok;
    }

    /// <summary>Sets what differs and names it; closing has an event of its own.</summary>
    private static List<string> Fill(PortalUser user, ChangeUserCommand command)
    {
        var changed = new List<string>();
        if (command.DisplayName?.Trim() is { } name && name != user.DisplayName)
        {
            user.DisplayName = name;
            changed.Add("display-name");
        }
        if (command.Email is not null && Emails.Clean(command.Email) != user.Email)
        {
            (user.Email, user.NormalizedEmail) = (Emails.Clean(command.Email), Emails.Clean(command.Email)?.ToUpperInvariant());
            changed.Add("email");
        }
        if (command.IsClosed is { } closed && closed != user.IsClosed)
        {
            user.IsClosed = closed;
            if (!closed)
            {
                (user.AccessFailedCount, user.LockedUntilUtc) = (0, null);
                changed.Add("reopened");
            }
        }
        return changed;
    }
}
