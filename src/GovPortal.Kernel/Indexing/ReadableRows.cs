using GovPortal.Kernel.Access;

namespace GovPortal.Kernel.Indexing;

/// <summary>The list side of <see cref="Publishing.ContentAccess.CanRead"/>: the same rule as a filter that the database applies.</summary>
public static class ReadableRows
{
    private static readonly string[] WholeAgency =
        [Permissions.ContentReadAll, Permissions.ReviewConfidentiality, Permissions.ReviewLeader, Permissions.ContentPublish];

    private static readonly string[] OwnSections = [Permissions.ContentEdit, Permissions.ReviewContent];

    public static IQueryable<ContentIndexRow> ReadableBy(this IQueryable<ContentIndexRow> rows, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var grants = actor.Grants;
        var whole = grants.Where(g => WholeAgency.Any(g.Permissions.Contains)).ToList();
        var own = grants.Where(g => OwnSections.Any(g.Permissions.Contains)).ToList();
        if (whole.Exists(g => g.AgencyId is null) || own.Exists(g => g.AgencyId is null && g.SectionId is null)) return rows;
        var agencies = whole.Select(g => g.AgencyId!).Concat(own.Where(g => g.SectionId is null).Select(g => g.AgencyId!)).Distinct().ToList();
        var sections = own.Where(g => g.SectionId is not null).Select(g => g.SectionId!).Distinct().ToList();
        return rows.Where(r => agencies.Contains(r.AgencyId) || sections.Contains(r.SectionId!) || r.AuthorId == actor.UserId);
    }
}
