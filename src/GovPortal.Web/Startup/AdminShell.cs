using GovPortal.AdminUi.Shell;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Startup;

/// <summary>What the admin's layout shows around a page: the site, the person, and of the menu what the person may open.</summary>
internal sealed class AdminShell(
    CurrentActor current, PortalDbContext db, PortalStateReader state, IEnumerable<AdminMenuItem> menu, IEnumerable<ITopBarCount> counts,
    IConfiguration configuration, ITexts texts) : IAdminShell
{
    private Task<AdminShellView>? _view;

    /// <summary>Described once a request, however many parts of the layout ask.</summary>
    public Task<AdminShellView> DescribeAsync(CancellationToken cancellation) => _view ??= LoadAsync(cancellation);

    private async Task<AdminShellView> LoadAsync(CancellationToken cancellation)
    {
        var site = state.Current.Site.Name is { Length: > 0 } name ? name
            : configuration["Portal:Site:Name"] is { Length: > 0 } configured ? configured : texts["政务公开"];
        if (await current.FindAsync() is not { } actor || !actor.CanSomewhere(Permissions.AdminAccess)) return new AdminShellView(site, null, []);
        var groups = menu.Where(i => actor.CanSomewhere(i.Permission)).OrderBy(i => i.Order).DistinctBy(i => i.Url).GroupBy(i => i.Group)
            .Select(g => new MenuGroup(texts[g.Key], [.. g.Select(i => new MenuItem(texts[i.Title], i.Url, i.Icon))]));
        var topBar = new List<TopBarCount>();
        foreach (var count in counts) topBar.Add(await count.CountAsync(db, actor, cancellation));
        return new AdminShellView(site, new AdminUser(actor.DisplayName, await RolesAsync(actor, cancellation), "/Admin/Account"), [.. groups]) { TopBar = topBar };
    }

    /// <summary>办公室 · 保密审查员: the section, where there is one, and the roles without the remark behind their colon.</summary>
    private async Task<string> RolesAsync(Actor actor, CancellationToken cancellation)
    {
        var held = actor.Grants.Select(g => g.Role).Distinct(StringComparer.Ordinal).ToList();
        var titles = await db.Set<Role>().Where(r => held.Contains(r.Name)).OrderBy(r => r.Position).Select(r => r.DisplayName).ToListAsync(cancellation);
        var section = actor.Grants.Select(g => state.Current.Organisation.Section(g.SectionId)?.Name).FirstOrDefault(s => s is not null);
        return string.Join(" · ", titles.Select(t => texts[t].Split('：', ':')[0].Trim()).Prepend(section).Where(t => t is not null));
    }
}
