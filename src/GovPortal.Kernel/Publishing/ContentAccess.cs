using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

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
            || actor.Can(Permissions.ContentPublish, version.AgencyId)
            || (version.Route is { } route && ReviewRoute.Parse(route).Steps.Any(s => s.CapacityOf(actor, version) is not null));
    }

    /// <summary>Those of the ids that are content items, each with its title where that is public or the actor may read it; else null.</summary>
    public static async Task<Dictionary<string, string?>> TitlesAsync(PortalDbContext db, IReadOnlyCollection<string> ids, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0) return [];
        var rows = await (
            from i in db.Set<ContentItemRow>().AsNoTracking()
            join v in db.Set<ContentVersion>().AsNoTracking() on i.LatestVersionId equals v.Id
            join live in db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal) on i.Id equals live.ContentItemId into open
            from live in open.DefaultIfEmpty()
            where ids.Contains(i.Id)
            select new
            {
                i.Id, PublicTitle = live == null ? null : live.Title,
                Latest = new ContentVersion
                {
                    Id = v.Id, ContentItemId = i.Id, DisplayText = v.DisplayText, Data = "", AgencyId = v.AgencyId, SectionId = v.SectionId, Contributors = v.Contributors, Route = v.Route,
                },
            }).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.Id, r => r.PublicTitle ?? (CanRead(actor, r.Latest) ? r.Latest.DisplayText : null));
    }

    /// <summary>
    /// Whether the permission is held at exactly this place. Stricter than <see cref="Actor.Can"/>: what has no section asks for a
    /// grant without one.
    /// </summary>
    public static bool Holds(Actor actor, string permission, string agencyId, string? sectionId) => actor.Grants.Any(g =>
        g.Permissions.Contains(permission)
        && (g.AgencyId is null || g.AgencyId == agencyId)
        && (g.SectionId is null || g.SectionId == sectionId));
}
