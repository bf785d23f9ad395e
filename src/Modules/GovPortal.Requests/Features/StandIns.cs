using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// What deputy leaders let a person do in their stead today: approve, return and extend in their agency, and see what that takes. It ends with
/// its last day, when it is taken back, and when the leader leaves or no longer approves there. What is lent is not lent on.
/// </summary>
public sealed class StandIns(IPeople people, TimeProvider time)
{
    private const string LentRole = "stand-in";

    private static readonly HashSet<string> Lent = [RequestPermissions.Approve];

    /// <summary>The person with what is lent to them today; the same where that is nothing.</summary>
    public async Task<Actor> WithAsync(PortalDbContext db, Actor person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var today = time.UtcNow().ToCivilDate();
        var rows = await db.Set<RequestStandIn>().AsNoTracking()
            .Where(s => s.ToUserId == person.UserId && s.RevokedUtc == null && s.FromDate <= today && s.UntilDate >= today)
            .Where(s => (from m in db.Set<Membership>() join p in db.Set<RolePermission>() on m.Role equals p.Role
                where m.UserId == s.FromUserId && (m.AgencyId == null || m.AgencyId == s.AgencyId) && p.Permission == RequestPermissions.Approve select m.Id).Any())
            .OrderBy(s => s.CreatedUtc).ThenBy(s => s.Id).ToListAsync(cancellation);
        if (rows.Count == 0) return person;
        // Who has left lets nobody do anything any more.
        var here = await people.ActiveEmailsAsync(db, rows.Select(s => s.FromUserId).Distinct(), cancellation);
        var lent = rows.Where(s => here.ContainsKey(s.FromUserId)).Select(s => new Grant(LentRole, Lent, s.AgencyId, null, s.FromUserId)).ToList();
        return lent.Count == 0 ? person : new Actor(person.UserId, person.DisplayName, [.. person.Grants, .. lent]);
    }

    /// <summary>For whom a person does what they may not do by their own right; null where nobody lets them.</summary>
    internal static string? For(Actor actor, RequestVerb verb, DisclosureRequest request) =>
        !RequestAccess.May(actor, verb, request) ? null : actor.Grants.FirstOrDefault(g => g.Role == LentRole && g.AgencyId == request.AgencyId)?.OnBehalfOf;

    /// <summary>Whether the person approves there by their own right, and so may let somebody stand in.</summary>
    internal static bool MayLend(Actor actor, string agencyId) =>
        actor.Grants.Any(g => g.OnBehalfOf is null && g.Permissions.Contains(RequestPermissions.Approve) && (g.AgencyId is null || g.AgencyId == agencyId));
}
