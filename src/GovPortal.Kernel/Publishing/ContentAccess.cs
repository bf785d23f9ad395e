using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;

namespace GovPortal.Kernel.Publishing;

/// <summary>Who may see and write what is not public. An item without a section asks for a grant without one.</summary>
public static class ContentAccess
{
    public static bool CanEdit(Actor actor, string agencyId, string? sectionId) => Holds(actor, Permissions.ContentEdit, agencyId, sectionId);

    /// <summary>
    /// Editors and heads of its section, those who read all drafts, those who review it in their step's scope, publishers,
    /// and whoever contributed.
    /// </summary>
    public static bool CanRead(Actor actor, ContentVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.ContributorIds.Contains(actor.UserId)
            || CanEdit(actor, version.AgencyId, version.SectionId)
            || Holds(actor, Permissions.ReviewContent, version.AgencyId, version.SectionId)
            || actor.Can(Permissions.ContentReadAll, version.AgencyId)
            || actor.Can(Permissions.ReviewConfidentiality, version.AgencyId)
            || actor.Can(Permissions.ReviewLeader, version.AgencyId)
            || actor.Can(Permissions.ContentPublish, version.AgencyId);
    }

    internal static bool Holds(Actor actor, string permission, string agencyId, string? sectionId) => actor.Grants.Any(g =>
        g.Permissions.Contains(permission)
        && (g.AgencyId is null || g.AgencyId == agencyId)
        && (g.SectionId is null || g.SectionId == sectionId));
}
