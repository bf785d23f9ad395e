using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Areas.Admin.Pages.Routes;

/// <summary>All review routes with their steps and how many columns follow each.</summary>
public sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public IReadOnlyList<ReviewRouteRow> Routes { get; private set; } = [];
    public IReadOnlyDictionary<string, int> Columns { get; private set; } = new Dictionary<string, int>();
    private IReadOnlyDictionary<string, string> _roles = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(ReviewPermissions.ManageRoutes)) return Forbid();
        Routes = await db.Set<ReviewRouteRow>().AsNoTracking().OrderBy(r => r.Name == ReviewRouteRow.Default ? 0 : 1).ThenBy(r => r.Title).ToListAsync(cancellation);
        Columns = await db.Set<Column>().Where(c => !c.IsGroup).GroupBy(c => c.RouteName ?? ReviewRouteRow.Default)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        _roles = await db.Set<Role>().ToDictionaryAsync(r => r.Name, r => r.ShortName, cancellation);
        return Page();
    }

    internal static IReadOnlyList<RouteStep> StepsOf(ReviewRouteRow route) => ReviewRoute.Parse(route.Steps).Steps;

    /// <summary>Who decides, jointly or not, and how long it may take.</summary>
    public string Words(RouteStep step) => RouteWords.Of(T, step, _roles);
}
