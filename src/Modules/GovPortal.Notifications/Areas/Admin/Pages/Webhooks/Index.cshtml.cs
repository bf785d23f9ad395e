using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Notifications.Areas.Admin.Pages.Webhooks;

/// <summary>The addresses that are told what happens here.</summary>
public sealed class IndexModel(ListWebhooks list, PortalStateReader state, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }

    public WebhookPage Result { get; private set; } = new([], 0);

    public bool IsFiltered => Query.Q is not null || State is { Length: > 0 };

    public IEnumerable<SelectListItem> States => [new(T["启用"], "on"), new(T["停用"], "off")];

    public string AgencyName(string? id) => id is null ? T["全部机关"] : state.Current.Organisation.Agencies.FirstOrDefault(a => a.Id == id)?.Name ?? id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Forbid();
        Result = await list.HandleAsync(Query, State switch { "on" => true, "off" => false, _ => null }, actor, cancellation);
        return Page();
    }
}
