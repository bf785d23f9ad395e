using GovPortal.Decisions.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Decisions.Features;

/// <summary>Who may see what the public wrote: the section whose consultation it is, and those who hold the right for all sections.</summary>
internal static class ConsultationAccess
{
    public static bool May(Actor actor, string permission, Consultation c) => ContentAccess.Holds(actor, permission, c.AgencyId, c.SectionId);

    /// <summary>Those the actor may handle, as a condition of the query.</summary>
    public static IQueryable<Consultation> Of(IQueryable<Consultation> rows, Actor actor)
    {
        var held = actor.Grants.Where(g => g.Permissions.Contains(DecisionPermissions.Handle)).ToList();
        if (held.Exists(g => g.AgencyId is null && g.SectionId is null)) return rows;
        var agencies = held.Where(g => g.SectionId is null).Select(g => g.AgencyId).ToList();
        var sections = held.Where(g => g.SectionId is not null).Select(g => g.SectionId).ToList();
        return rows.Where(c => agencies.Contains(c.AgencyId) || sections.Contains(c.SectionId));
    }
}
