using System.Text;
using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>The workflow types.</summary>
internal sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current, ListWorkflowTypes list, ExportWorkflowTypes export) : WorkflowPage(texts, db, current)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }

    public IReadOnlyList<WorkflowTypeLine> Rows { get; private set; } = [];
    public int Total { get; private set; }

    public bool IsFiltered => Query.Q is not null || State is { Length: > 0 };

    public IEnumerable<SelectListItem> States => [new(T["已启用"], "enabled"), new(T["未启用"], "disabled"), new(T["有出错"], "faulted")];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        (Rows, Total) = await list.HandleAsync(Db, Query, State, cancellation);
        return Page();
    }

    /// <summary>All types, or one with <c>?type=</c>, as a recipe.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? type, CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        var json = await export.HandleAsync(string.IsNullOrEmpty(type) ? null : type, Actor, cancellation);
        if (!json.Succeeded) return NotFound();
        return File(Encoding.UTF8.GetBytes(json.Value), "application/json", string.IsNullOrEmpty(type) ? "workflows.recipe.json" : $"{type}.recipe.json");
    }
}
