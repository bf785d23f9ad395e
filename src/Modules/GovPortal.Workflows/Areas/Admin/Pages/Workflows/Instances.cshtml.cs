using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>The instances of all types.</summary>
internal sealed class InstancesModel(ITexts texts, PortalDbContext db, CurrentActor current, ListInstances list) : WorkflowPage(texts, db, current)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "type")] public string? Type { get; set; }
    [FromQuery(Name = "status")] public string? Status { get; set; }

    public IReadOnlyList<InstanceLine> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    public bool IsFiltered => Query.Q is not null || Type is { Length: > 0 } || Status is { Length: > 0 };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        (Rows, Total) = await list.HandleAsync(Db, Query, new InstanceFilter(Type, Status), Actor, cancellation);
        Types = await Db.Set<WorkflowTypeRow>().OrderBy(t => t.Id).Select(t => new SelectListItem(t.Name, t.Id)).ToListAsync(cancellation);
        return Page();
    }
}
