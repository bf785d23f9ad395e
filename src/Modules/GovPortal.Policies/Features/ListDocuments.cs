using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <param name="Status">Null where nothing became of it since it was published.</param>
public sealed record DocumentRow(ContentIndexRow Item, string? Number, DocumentStatus? Status);

public sealed record DocumentPage(IReadOnlyList<DocumentRow> Rows, int Total);

/// <summary>The policy documents online, newest first, with index number and what became of them.</summary>
public sealed class ListDocuments
{
    /// <param name="state">A code of <see cref="DocumentStatus.States"/>; null is all.</param>
    public async Task<DocumentPage> HandleAsync(PortalDbContext db, Actor actor, ListQuery list, string? state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var all =
            from r in db.Set<ContentIndexRow>().AsNoTracking()
            where r.IsPublished && PolicyTypes.DocumentTypes.Contains(r.ContentType)
            join n in db.Set<IndexNumber>() on r.ContentItemId equals n.ContentItemId into numbers
            from number in numbers.DefaultIfEmpty()
            join s in db.Set<DocumentStatus>() on r.ContentItemId equals s.ContentItemId into statuses
            from status in statuses.DefaultIfEmpty()
            select new { Item = r, Number = (string?)number.Number, Status = (DocumentStatus?)status };
        if (actor.AgenciesOf(PolicyPermissions.ChangeValidity) is { } agencies) all = all.Where(d => agencies.Contains(d.Item.AgencyId));
        if (list.Q is { } words) all = all.Where(d => d.Item.Title.Contains(words) || d.Number!.Contains(words));
        if (state == DocumentStatus.Valid) all = all.Where(d => d.Status == null || d.Status.State == DocumentStatus.Valid);
        else if (state is not null) all = all.Where(d => d.Status != null && d.Status.State == state);
        var total = await all.CountAsync(cancellation);
        var rows = await all.OrderByDescending(d => d.Item.FirstPublishedUtc).ThenBy(d => d.Item.ContentItemId).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        return new DocumentPage([.. rows.Select(d => new DocumentRow(d.Item, d.Number, d.Status))], total);
    }
}
