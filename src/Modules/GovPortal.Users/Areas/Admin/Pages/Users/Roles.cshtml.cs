using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>Which role may do what. Read only: roles change by a recipe, which is reviewed and repeatable.</summary>
public sealed class RolesModel(PortalDbContext db, CurrentActor current, IEnumerable<Permission> permissions, ITexts texts) : AdminPageModel(texts)
{
    public sealed record Line(string Name, string Title, string? Remark, int People);

    public IReadOnlyList<Line> Roles { get; private set; } = [];
    public IReadOnlyList<Permission> Permissions { get; } = [.. permissions];
    public IReadOnlySet<(string Role, string Permission)> Held { get; private set; } = new HashSet<(string, string)>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(UsersModule.Manage)) return Forbid();
        var people = await db.Set<Membership>().GroupBy(m => m.Role).Select(g => new { g.Key, Count = g.Select(m => m.UserId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        Roles = [.. (await db.Set<Role>().OrderBy(r => r.Position).ToListAsync(cancellation)).Select(r => new Line(
            r.Name, UserChoices.Short(T[r.DisplayName]), UserChoices.Remark(T[r.DisplayName]), people.GetValueOrDefault(r.Name)))];
        Held = (await db.Set<RolePermission>().ToListAsync(cancellation)).Select(p => (p.Role, p.Permission)).ToHashSet();
        return Page();
    }
}
