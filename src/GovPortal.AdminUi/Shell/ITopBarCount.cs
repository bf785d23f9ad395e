using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;

namespace GovPortal.AdminUi.Shell;

/// <summary>A module's count in the top bar, beside a link. Asked on every admin page: at most one query, by an index.</summary>
public interface ITopBarCount
{
    Task<TopBarCount> CountAsync(PortalDbContext db, Actor actor, CancellationToken cancellation);
}

/// <param name="Title">Shown to screen readers and on hover, with the count where there is one.</param>
/// <param name="Icon">A name in the icon sprite.</param>
/// <param name="Count">0 shows no number.</param>
public sealed record TopBarCount(string Title, string Url, string Icon, int Count);
