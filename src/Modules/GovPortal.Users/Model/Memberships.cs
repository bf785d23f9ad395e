using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Model;

/// <summary>A role held for an agency and section; null holds for all.</summary>
public sealed record MembershipSpec(string Role, string? AgencyId = null, string? SectionId = null);

/// <summary>Checks and stores who holds which role where.</summary>
internal static class Memberships
{
    public const string Administrator = "Administrator";

    /// <summary>
    /// Failures, at <c>Memberships[i].Role</c> and so on: <c>user.role-unknown</c>, <c>user.agency-unknown</c>,
    /// <c>user.section-unknown</c>, <c>user.section-of-other-agency</c>.
    /// </summary>
    public static async Task<List<Failure>> CheckAsync(PortalDbContext db, IReadOnlyList<MembershipSpec> wanted, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        if (wanted.Count == 0) return failures;
        var roles = await db.Set<Role>().Select(r => r.Name).ToListAsync(cancellation);
        var agencies = await db.Set<Agency>().Select(a => a.Id).ToListAsync(cancellation);
        var sections = await db.Set<Section>().Select(s => new { s.Id, s.AgencyId }).ToDictionaryAsync(s => s.Id, s => s.AgencyId, cancellation);
        for (var i = 0; i < wanted.Count; i++)
        {
            var (role, agency, section) = wanted[i];
            if (!roles.Contains(role)) failures.Add(Failure.At($"Memberships[{i}].Role", "user.role-unknown", role, Nearest.Of(role, roles)));
            if (agency is not null && !agencies.Contains(agency))
            {
                failures.Add(Failure.At($"Memberships[{i}].AgencyId", "user.agency-unknown", agency, Nearest.Of(agency, agencies)));
            }
            if (section is null) continue;
            if (!sections.TryGetValue(section, out var owner))
            {
                failures.Add(Failure.At($"Memberships[{i}].SectionId", "user.section-unknown", section, Nearest.Of(section, sections.Keys)));
            }
            else if (owner != agency) failures.Add(Failure.At($"Memberships[{i}].SectionId", "user.section-of-other-agency", section, agency ?? ""));
        }
        return failures;
    }

    /// <summary>Whether the actor manages users there. A grant for one section manages nobody: users belong to agencies.</summary>
    public static bool MayManage(Actor actor, string? agencyId) => actor.Grants.Any(g =>
        g.Permissions.Contains(UsersModule.Manage) && g.SectionId is null && (g.AgencyId is null || g.AgencyId == agencyId));

    /// <summary>Whether the actor manages this person: everywhere the person holds a role, or else where the person works.</summary>
    public static bool MayManage(Actor actor, PortalUser user, IReadOnlyCollection<Membership> held) => held.Count == 0
        ? MayManage(actor, user.AgencyId)
        : held.All(m => MayManage(actor, m.AgencyId));

    public static Task<List<Membership>> OfAsync(PortalDbContext db, string userId, CancellationToken cancellation) =>
        db.Set<Membership>().Where(m => m.UserId == userId).ToListAsync(cancellation);

    public static MembershipSpec Spec(this Membership m) => new(m.Role, m.AgencyId, m.SectionId);

    public static Membership Row(this MembershipSpec spec, string userId) => new()
    {
        Id = ContentIds.New(), UserId = userId, Role = spec.Role, AgencyId = spec.AgencyId, SectionId = spec.SectionId,
    };

    /// <summary>For an event's payload.</summary>
    public static Dictionary<string, object?> Payload(this MembershipSpec spec) => new()
    {
        ["role"] = spec.Role, ["agency"] = spec.AgencyId, ["section"] = spec.SectionId,
    };

    /// <summary>
    /// Whether somebody else could still administer the whole portal. The role's row is locked first: two administrators
    /// who close each other at the same moment must not both succeed.
    /// </summary>
    public static async Task<bool> AnotherAdministratorAsync(PortalDbContext db, string userId, CancellationToken cancellation)
    {
        await db.Set<Role>().Where(r => r.Name == Administrator)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Position, r => r.Position), cancellation);
        return await db.Set<Membership>().AnyAsync(m => m.Role == Administrator && m.AgencyId == null && m.SectionId == null && m.UserId != userId
            && db.Set<PortalUser>().Any(u => u.Id == m.UserId && !u.IsClosed), cancellation);
    }

    public static bool IsAdministrator(MembershipSpec m) => m is { Role: Administrator, AgencyId: null, SectionId: null };
}
