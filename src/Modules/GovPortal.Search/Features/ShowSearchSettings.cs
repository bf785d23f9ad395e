using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Search.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Features;

/// <param name="Title">Null where the item is not public now; then the pin shows nothing.</param>
public sealed record PinView(SearchPin Pin, string? Title, string? Path)
{
    public bool IsOver(DateOnly today) => Pin.Until < today;

    public bool IsAhead(DateOnly today) => Pin.From > today;
}

public sealed record SearchSettingsView(SearchWords Words, IReadOnlyList<PinView> Pins);

/// <summary>The administrator's words and pins. Failures: <c>access.not-allowed</c>.</summary>
public sealed class ShowSearchSettings(PortalDbContext db)
{
    public async Task<Result<SearchSettingsView>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        var pins = await (
            from p in db.Set<SearchPin>().AsNoTracking()
            from r in db.Set<ContentIndexRow>().Where(r => r.ContentItemId == p.ContentItemId && r.IsPublished && !r.IsInternal).DefaultIfEmpty()
            orderby p.Query, p.CreatedUtc
            select new { Pin = p, Title = r == null ? null : r.Title, Path = r == null ? null : r.Path }).ToListAsync(cancellation);
        return new SearchSettingsView(await SearchWords.LoadAsync(db, cancellation), [.. pins.Select(p => new PinView(p.Pin, p.Title, p.Path))]);
    }
}
