using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Packages;

/// <param name="Counts">How many of its items stand in which state.</param>
public sealed record PackageRow(ReviewPackage Package, IReadOnlyDictionary<VersionState, int> Counts)
{
    public int Total => Counts.Values.Sum();
}

/// <summary>The packages a person may see, the latest first; three queries.</summary>
public sealed class ListPackages
{
    public async Task<(IReadOnlyList<PackageRow> Rows, int Total)> HandleAsync(PortalDbContext db, ListQuery list, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var all = ReadPackage.Visible(db, actor);
        if (list.Q is { } words) all = all.Where(p => p.Title.Contains(words));
        var total = await all.CountAsync(cancellation);
        var packages = await all.OrderByDescending(p => p.OpenedUtc).ThenBy(p => p.Id).Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation);
        var ids = packages.ConvertAll(p => p.Id);
        var counts = await (
            from i in db.Set<ReviewPackageItem>()
            join v in db.Set<ContentVersion>() on i.VersionId equals v.Id
            where ids.Contains(i.PackageId)
            group v by new { i.PackageId, v.State } into same
            select new { same.Key.PackageId, same.Key.State, Count = same.Count() }).ToListAsync(cancellation);
        return ([.. packages.Select(p => new PackageRow(p, counts.Where(c => c.PackageId == p.Id).ToDictionary(c => c.State, c => c.Count)))], total);
    }
}

/// <summary>Packages that wait for a person's decision, on the admin's first page.</summary>
internal sealed class WaitingPackages(ITexts texts) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var mine = ListWaiting.ForReview(db, actor).Where(r => r.AuthorId != actor.UserId);
        var waiting = await (
            from p in ReadPackage.Visible(db, actor)
            let count = db.Set<ReviewPackageItem>().Count(i => i.PackageId == p.Id && mine.Any(r => r.VersionId == i.VersionId))
            where count > 0
            orderby p.OpenedUtc
            select new { p.Id, p.Title, p.OpenedUtc, Count = count }).ToListAsync(cancellation);
        if (waiting.Count == 0) return [];
        return [new WorkItemGroup(texts["等我审查的迁移包"], "collection", "/Admin/Reviews/Packages", waiting.Count,
            [.. waiting.Take(Shown).Select(w => new WorkItem(w.Title, $"/Admin/Reviews/Packages/{w.Id}", texts["{0} 条信息", w.Count], w.OpenedUtc, "info"))], 19)];
    }
}
