using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Areas.Admin.Pages.Routes;

/// <summary>The form of a route.</summary>
public sealed class RouteInput
{
    public string? Title { get; set; }
    public List<StepInput> Steps { get; set; } = [];
}

/// <summary>The form of one step.</summary>
public sealed class StepInput
{
    public string? Name { get; set; }
    public string? Title { get; set; }
    public string? Kind { get; set; } = "content";
    public string? Role { get; set; }
    public string? Scope { get; set; } = "agency";
    public string? Section { get; set; }
    public string? Mode { get; set; } = RouteStep.Any;
    public string? Limit { get; set; }
}

public sealed class EditModel(ITexts texts, PortalDbContext db, CurrentActor current, SaveRoute save, DeleteRoute delete) : AdminPageModel(texts)
{
    private const int MostSteps = 20;

    [BindProperty] public RouteInput Input { get; set; } = new();

    public ReviewRouteRow? Known { get; private set; }
    public bool IsNew => Known is null;
    public bool CanDelete { get; private set; }
    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Sections { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds => [new(T["内容审核"], "content"), new(T["保密审查"], RouteStep.Confidentiality), new(T["领导审签"], "leader")];
    public IEnumerable<SelectListItem> Scopes => [new(T["起草信息的科室"], "section"), new(T["整个机关"], "agency"), new(T["指定科室"], "named")];
    public IEnumerable<SelectListItem> Modes => [new(T["一人通过即可"], RouteStep.Any), new(T["全部通过（会签）"], RouteStep.All)];

    public async Task<IActionResult> OnGetAsync(string? name, CancellationToken cancellation)
    {
        if (await LoadAsync(name, cancellation) is { } refused) return refused;
        Input = Known is null
            ? new RouteInput { Steps = [new() { Title = T["科室负责人审核"], Scope = "section" }, new() { Title = T["保密审查"], Kind = RouteStep.Confidentiality }] }
            : new RouteInput
            {
                Title = Known.Title,
                Steps = [.. ReviewRoute.Parse(Known.Steps).Steps.Select(s => new StepInput
                {
                    Name = s.Name, Title = s.Title, Kind = s.Kind, Role = s.Role, Scope = s.Scope, Section = s.Section, Mode = s.Mode, Limit = s.Limit,
                })],
            };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, [FromForm(Name = "do")] string what, CancellationToken cancellation)
    {
        if (await LoadAsync(name, cancellation) is { } refused) return refused;
        var actor = await current.GetAsync();
        if (what == "delete" && Known is not null)
        {
            return Finish(await delete.HandleAsync(Known.Name, actor, cancellation), T["流程“{0}”已删除。", Known.Title], "/Admin/Routes");
        }
        if (what != "save")
        {
            Rearrange(what);
            ModelState.Clear();
            return Page();
        }
        var result = await save.HandleAsync(new SaveRouteCommand(Known?.Name, Input.Title, Steps()), actor, cancellation);
        return Finish(result, T["审查流程已保存。"], "/Admin/Routes", "Input");
    }

    private void Rearrange(string what)
    {
        var steps = Input.Steps;
        if (what == "add")
        {
            if (steps.Count < MostSteps) steps.Add(new StepInput());
            return;
        }
        if (what.Split('-') is not [var verb, var number] || !int.TryParse(number, out var i) || i < 0 || i >= steps.Count) return;
        if (verb == "remove") steps.RemoveAt(i);
        var to = verb == "up" ? i - 1 : i + 1;
        if (verb is "up" or "down" && to >= 0 && to < steps.Count) (steps[i], steps[to]) = (steps[to], steps[i]);
    }

    /// <summary>A new step gets a name of its own; one that has a name keeps it, so that the audit trail stays readable.</summary>
    private List<RouteStep> Steps()
    {
        var taken = Input.Steps.Select(s => s.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var number = 1;
        return [.. Input.Steps.Take(MostSteps).Select(s => new RouteStep(s.Name ?? Free(), s.Title?.Trim() ?? "", s.Kind ?? "", s.Role ?? "", s.Scope ?? "")
        {
            Section = s.Scope == "named" ? s.Section : null, Mode = s.Mode ?? RouteStep.Any, Limit = string.IsNullOrWhiteSpace(s.Limit) ? null : s.Limit.Trim(),
        })];

        string Free()
        {
            while (!taken.Add($"step-{number}")) number++;
            return $"step-{number}";
        }
    }

    private async Task<IActionResult?> LoadAsync(string? name, CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(ReviewPermissions.ManageRoutes)) return Forbid();
        if (name is not null)
        {
            Known = await db.Set<ReviewRouteRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Name == name, cancellation);
            if (Known is null) return NotFound();
            CanDelete = name != ReviewRouteRow.Default && !await db.Set<Column>().AnyAsync(c => c.RouteName == name, cancellation);
        }
        var roles = await db.Set<Role>().AsNoTracking().Where(r => db.Set<RolePermission>().Any(p => p.Role == r.Name
                && (p.Permission == Permissions.ReviewContent || p.Permission == Permissions.ReviewConfidentiality || p.Permission == Permissions.ReviewLeader)))
            .OrderBy(r => r.Position).ThenBy(r => r.Name).ToListAsync(cancellation);
        Roles = [.. roles.Select(r => new SelectListItem(r.ShortName, r.Name))];
        var sections = await db.Set<Section>().AsNoTracking().Select(s => s.Name).Distinct().OrderBy(n => n).ToListAsync(cancellation);
        Sections = [new(T["不指定"], ""), .. sections.Select(s => new SelectListItem(s, s))];
        return null;
    }
}
