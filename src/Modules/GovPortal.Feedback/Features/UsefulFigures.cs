using GovPortal.Feedback.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

public sealed record UsefulItem(string ContentItemId, string Title, string? SectionId, int Yes, int No);

public sealed record UsefulSection(string? SectionId, int Yes, int No);

public sealed record UsefulPage(IReadOnlyList<UsefulItem> Items, int Total, IReadOnlyList<UsefulSection> Sections);

/// <summary>What readers said of live items (是否有用) since a day, by item and by section, for the sections a person answers for; three queries.</summary>
public sealed class UsefulFigures(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<UsefulPage> HandleAsync(DateOnly since, string? sectionId, string? sort, int skip, int take, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var live = Of(db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished), actor);
        var sections = await (
            from u in db.Set<UsefulCount>().Where(u => u.Day >= since)
            join r in live on u.ContentItemId equals r.ContentItemId
            group u by r.SectionId into g
            select new UsefulSection(g.Key, g.Sum(u => u.Yes), g.Sum(u => u.No))).ToListAsync(cancellation);
        if (sectionId is { Length: > 0 }) live = live.Where(r => r.SectionId == sectionId);
        var items =
            from u in db.Set<UsefulCount>().Where(u => u.Day >= since)
            join r in live on u.ContentItemId equals r.ContentItemId
            group u by new { r.ContentItemId, r.Title, r.SectionId } into g
            select new { g.Key.ContentItemId, g.Key.Title, g.Key.SectionId, Yes = g.Sum(u => u.Yes), No = g.Sum(u => u.No) };
        var total = await items.CountAsync(cancellation);
        var page = await (sort == "yes" ? items.OrderByDescending(i => i.Yes).ThenBy(i => i.ContentItemId) : items.OrderByDescending(i => i.No).ThenByDescending(i => i.Yes).ThenBy(i => i.ContentItemId))
            .Skip(skip).Take(take).ToListAsync(cancellation);
        return new UsefulPage([.. page.Select(i => new UsefulItem(i.ContentItemId, i.Title, i.SectionId, i.Yes, i.No))], total, [.. sections.OrderByDescending(s => s.No).ThenByDescending(s => s.Yes)]);
    }

    private static IQueryable<ContentIndexRow> Of(IQueryable<ContentIndexRow> rows, Actor actor)
    {
        var (everywhere, agencies, sections) = LetterAccess.Reach(actor);
        return everywhere ? rows : rows.Where(r => agencies.Contains(r.AgencyId) || (r.SectionId != null && sections.Contains(r.SectionId)));
    }
}
