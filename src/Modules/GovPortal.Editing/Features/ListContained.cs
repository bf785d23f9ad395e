using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Features;

public sealed record ContainedEntry(ContentIndexRow Row, int Order);

/// <param name="Query">The page of the list that is shown.</param>
/// <param name="NewTypes">Types a new item of which the person may write into the list.</param>
public sealed record ContainedPage(
    string ListId, string? ColumnId, IReadOnlyList<ContainedEntry> Entries, int Total, ListQuery Query, IReadOnlyList<ContentTypeDefinition> NewTypes);

/// <summary>What stands in a list by its items' latest versions, in the list's order, as far as the person may read them.</summary>
public sealed class ListContained
{
    public const int PageSize = 50;

    /// <summary>Null where the type is no list.</summary>
    public async Task<ContainedPage?> HandleAsync(
        PortalDbContext db, ContentVersion list, ContentTypeDefinition? type, ContentDefinitions definitions, OrganisationSnapshot organisation, int page,
        Actor actor, CancellationToken cancellation)
    {
        if (type?.Has(ContentTypeDefinition.ListPart) != true) return null;
        var query = new ListQuery { Page = page, PageSize = PageSize };
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => !r.IsPublished && r.State != VersionState.Discarded).ReadableBy(actor);
        var contained =
            from c in db.Set<ContainedRow>().AsNoTracking()
            join r in rows on c.ContentItemId equals r.ContentItemId
            where !c.IsPublished && c.ListContentItemId == list.ContentItemId
            select new { Row = r, c.Order };
        var total = await contained.CountAsync(cancellation);
        var found = await contained.OrderBy(c => c.Order).ThenByDescending(c => c.Row.ModifiedUtc).ThenBy(c => c.Row.ContentItemId)
            .Skip(query.Skip).Take(query.PageSize).ToListAsync(cancellation);
        var writes = organisation.Columns.Any(c => !c.IsGroup && !c.IsClosed && organisation.WritingSections(c).Any(s => ContentAccess.CanEdit(actor, c.AgencyId, s.Id)));
        return new ContainedPage(
            list.ContentItemId, list.ColumnId, [.. found.Select(f => new ContainedEntry(f.Row, f.Order))], total, query,
            writes ? [.. type.ContainedTypes.Select(definitions.Type).OfType<ContentTypeDefinition>().Where(t => t.Creatable)] : []);
    }

    /// <summary>
    /// The ContainedPart of a new item that is begun from the list's page; null where there is no such list for it. Where
    /// the list's items are numbered, the new one is the last.
    /// </summary>
    public async Task<System.Text.Json.Nodes.JsonObject?> PresetAsync(
        PortalDbContext db, string? listId, ContentTypeDefinition type, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(listId) || type.ListTypes.Count == 0) return null;
        var types = type.ListTypes;
        var rows = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.ContentItemId == listId && types.Contains(r.ContentType));
        var listType = await rows.Where(r => !r.IsPublished).ReadableBy(actor).Select(r => r.ContentType).FirstOrDefaultAsync(cancellation)
            ?? await rows.Where(r => r.IsPublished).Select(r => r.ContentType).FirstOrDefaultAsync(cancellation);
        if (listType is null) return null;
        var last = await db.Set<ContainedRow>().Where(c => c.ListContentItemId == listId).MaxAsync(c => (int?)c.Order, cancellation) ?? 0;
        return new() { ["ListContentItemId"] = listId, ["ListContentType"] = listType, ["Order"] = last > 0 ? last + 1 : 0 };
    }
}
