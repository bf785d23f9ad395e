using GovPortal.AdminUi.Shell;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>The bell: how many notices a person has not read.</summary>
internal sealed class UnreadNotices(ITexts texts) : ITopBarCount
{
    /// <summary>The bar says «99+»; more need not be counted.</summary>
    private const int Most = 100;

    public async Task<TopBarCount> CountAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var count = await db.Set<InboxNotice>().Where(n => n.UserId == actor.UserId && n.ReadUtc == null).Take(Most).CountAsync(cancellation);
        return new TopBarCount(count == 0 ? texts["通知"] : texts["通知，{0} 条未读", count >= Most ? "99+" : count], "/Admin/Notices", "bell", count);
    }
}
