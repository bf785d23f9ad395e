using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

/// <param name="State">A state's name, or <c>live</c> for whatever has a live version; null leaves out what was given up.</param>
public sealed record ContentFilter(string? State, string? ContentType, string? ColumnId, string? SectionId, bool Mine);

public sealed record ContentPage(IReadOnlyList<ContentIndexRow> Rows, int Total, IReadOnlyDictionary<string, string> Names);

/// <summary>The admin's list of items: their latest versions, as far as the person may read them.</summary>
public sealed class ListContent(IPeople people)
{
    public async Task<ContentPage> HandleAsync(PortalDbContext db, ListQuery list, ContentFilter filter, Actor actor, CancellationToken cancellation)
    {
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished).ReadableBy(actor);
        rows = filter.State switch
        {
            "live" => rows.Where(r => r.HasLive),
            { } name when Enum.TryParse<VersionState>(name, out var state) => rows.Where(r => r.State == state),
            _ => rows.Where(r => r.State != VersionState.Discarded),
        };
        if (filter.ContentType is { Length: > 0 } type) rows = rows.Where(r => r.ContentType == type);
        if (filter.ColumnId is { Length: > 0 } column) rows = rows.Where(r => r.ColumnId == column);
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(r => r.SectionId == section);
        if (filter.Mine) rows = rows.Where(r => r.AuthorId == actor.UserId);
        if (list.Q is { } words)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5)) rows = rows.Where(r => r.Title.Contains(word));
        }
        var total = await rows.CountAsync(cancellation);
        rows = (list.Sort, list.Desc) switch
        {
            ("title", false) => rows.OrderBy(r => r.Title).ThenBy(r => r.ContentItemId),
            ("title", true) => rows.OrderByDescending(r => r.Title).ThenBy(r => r.ContentItemId),
            ("state", false) => rows.OrderBy(r => r.State).ThenByDescending(r => r.ModifiedUtc),
            ("state", true) => rows.OrderByDescending(r => r.State).ThenByDescending(r => r.ModifiedUtc),
            ("modified", false) => rows.OrderBy(r => r.ModifiedUtc).ThenBy(r => r.ContentItemId),
            _ => rows.OrderByDescending(r => r.ModifiedUtc).ThenBy(r => r.ContentItemId),
        };
        var page = await rows.Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new ContentPage(page, total, await people.NamesAsync(db, page.Select(r => r.AuthorId).Distinct(), cancellation));
    }
}
