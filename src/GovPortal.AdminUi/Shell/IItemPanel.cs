using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;

namespace GovPortal.AdminUi.Shell;

/// <summary>A module's card on an item's admin page, for whoever may read the item; a fixed number of queries.</summary>
public interface IItemPanel
{
    /// <summary>Null shows none.</summary>
    Task<ItemPanel?> ForAsync(PortalDbContext db, ContentItemRow item, Actor actor, CancellationToken cancellation);
}

/// <param name="Partial">Address of the Razor partial that shows it.</param>
public sealed record ItemPanel(string Partial, object Model);
