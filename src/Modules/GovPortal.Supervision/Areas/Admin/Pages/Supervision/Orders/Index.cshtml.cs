using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision.Orders;

/// <summary>The orders that the person may see.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListOrders list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string All = "all";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "overdue")] public string? Overdue { get; set; }

    public OrderList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> States => Enum.GetValues<OrderState>().Select(s => new SelectListItem(T[OrderStates.Title(s)], s.ToString().ToLowerInvariant())).Append(new(T["含已办结的"], All));
    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Select(s => new SelectListItem(s.Name, s.Id));
    public IEnumerable<SelectListItem> Overdues => [new(T["只看逾期"], "yes")];

    public bool IsLate(SupervisionOrder order) => order.State == OrderState.Issued && order.DueUtc < time.UtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!SupervisionAccess.Anywhere(actor)) return Forbid();
        MayManage = actor.CanSomewhere(SupervisionPermissions.Manage);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Result = await list.HandleAsync(
            Query, new OrderFilter(Enum.TryParse<OrderState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null, SectionId, Overdue == "yes", OpenOnly: State != All), actor, cancellation);
        return Page();
    }
}
