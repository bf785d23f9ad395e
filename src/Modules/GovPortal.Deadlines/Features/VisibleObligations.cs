using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;

namespace GovPortal.Deadlines.Features;

/// <summary>Which clocks a person sees: those of the agencies and sections that a permission holds for.</summary>
internal static class VisibleObligations
{
    public const string Read = "deadlines.read";

    public static IQueryable<Obligation> VisibleTo(this IQueryable<Obligation> rows, Actor actor, string permission = Read)
    {
        var grants = actor.Grants.Where(g => g.Permissions.Contains(permission)).ToList();
        if (grants.Exists(g => g.AgencyId is null && g.SectionId is null)) return rows;
        var agencies = grants.Where(g => g.SectionId is null).Select(g => g.AgencyId!).Distinct().ToList();
        var sections = grants.Where(g => g.SectionId is not null).Select(g => g.SectionId!).Distinct().ToList();
        return rows.Where(o => agencies.Contains(o.AgencyId) || sections.Contains(o.SectionId!));
    }
}
