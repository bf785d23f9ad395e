using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

public sealed record WaitingPage(IReadOnlyList<ContentIndexRow> Rows, int Total, IReadOnlyDictionary<string, string> Names);

/// <summary>One queue over all columns: what waits for a decision of this person's office, or for publication. Oldest first.</summary>
public sealed class ListWaiting(IPeople people)
{
    /// <summary>Versions whose due step is for a role the person holds there. The person's own work is among them, told apart by its author.</summary>
    public static IQueryable<ContentIndexRow> ForReview(PortalDbContext db, Actor actor)
    {
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished && r.State == VersionState.InReview);
        // Each grant is a role for an agency (or all) and a section (or all); as keys the database can compare.
        var anywhere = Keys(actor.Grants.Where(g => g.AgencyId is null && g.SectionId is null), g => g.Role);
        var agency = Keys(actor.Grants.Where(g => g.AgencyId is not null), g => $"{g.Role}/{g.AgencyId}");
        var wholeAgency = Keys(actor.Grants.Where(g => g.AgencyId is not null && g.SectionId is null), g => $"{g.Role}/{g.AgencyId}");
        var section = Keys(actor.Grants.Where(g => g.SectionId is not null), g => $"{g.Role}/{g.SectionId}");
        // Own grants and those of whoever delegated; a step that names its people is for them alone.
        var names = actor.Grants.Select(g => $";{g.OnBehalfOf ?? actor.UserId};").Distinct().ToList();
        return rows.Where(r => (r.WaitingPeople == null || names.Any(n => r.WaitingPeople.Contains(n)))
            && (anywhere.Contains(r.WaitingRole!)
                || (r.WaitingSectionId == null && agency.Contains(r.WaitingRole + "/" + r.AgencyId))
                || wholeAgency.Contains(r.WaitingRole + "/" + r.AgencyId)
                || section.Contains(r.WaitingRole + "/" + r.WaitingSectionId)));
    }

    public static IQueryable<ContentIndexRow> ForPublication(PortalDbContext db, Actor actor)
    {
        var rows = db.Set<ContentIndexRow>().AsNoTracking()
            .Where(r => !r.IsPublished && (r.State == VersionState.Approved || r.State == VersionState.Scheduled));
        return actor.AgenciesOf(Permissions.ContentPublish) is { } agencies ? rows.Where(r => agencies.Contains(r.AgencyId)) : rows;
    }

    public async Task<WaitingPage> HandleAsync(
        PortalDbContext db, IQueryable<ContentIndexRow> waiting, ListQuery list, string? columnId, string? sectionId, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(columnId)) waiting = waiting.Where(r => r.ColumnId == columnId);
        if (!string.IsNullOrEmpty(sectionId)) waiting = waiting.Where(r => r.SectionId == sectionId);
        if (list.Q is { } words) waiting = waiting.Where(r => r.Title.Contains(words));
        var total = await waiting.CountAsync(cancellation);
        waiting = (list.Sort, list.Desc) switch
        {
            ("title", false) => waiting.OrderBy(r => r.Title),
            ("title", true) => waiting.OrderByDescending(r => r.Title),
            ("submitted", true) => waiting.OrderByDescending(r => r.SubmittedUtc),
            _ => waiting.OrderBy(r => r.SubmittedUtc),
        };
        var rows = await ((IOrderedQueryable<ContentIndexRow>)waiting).ThenBy(r => r.ContentItemId).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new WaitingPage(rows, total, await people.NamesAsync(db, rows.Select(r => r.AuthorId).Distinct(), cancellation));
    }

    private static List<string> Keys(IEnumerable<Grant> grants, Func<Grant, string> key) => [.. grants.Select(key).Distinct()];
}
