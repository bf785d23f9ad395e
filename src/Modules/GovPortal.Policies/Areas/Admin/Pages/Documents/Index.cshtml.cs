using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Policies.Areas.Admin.Pages.Documents;

/// <summary>The documents online and what became of them.</summary>
public sealed class IndexModel(ITexts texts, ListDocuments list, PortalDbContext db, PortalStateReader state, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }

    public DocumentPage Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation => state.Current.Organisation;
    private Actor _actor = Actor.System;

    public IEnumerable<SelectListItem> States => DocumentStatus.States.Select(s => new SelectListItem(T[s.Value], s.Key));

    public bool MayChange(ContentIndexRow item) => ChangeValidity.MayChange(_actor, item.AgencyId, item.SectionId);

    public static string Tone(string? state) => state switch { "repealed" => "danger", "expired" or "amended" => "warning", _ => "success" };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        _actor = await current.GetAsync();
        if (!_actor.CanSomewhere(PolicyPermissions.ChangeValidity)) return Forbid();
        Result = await list.HandleAsync(db, _actor, Query, DocumentStatus.States.ContainsKey(State ?? "") ? State : null, cancellation);
        return Page();
    }
}
