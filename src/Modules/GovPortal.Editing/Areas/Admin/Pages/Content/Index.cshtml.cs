using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Editing.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

public sealed class IndexModel(ITexts texts, ListContent list, PortalDbContext db, PortalStateReader state, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "type")] public string? Type { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    [FromQuery(Name = "section")] public string? Section { get; set; }
    [FromQuery(Name = "mine")] public bool Mine { get; set; }

    public ContentPage Result { get; private set; } = new([], 0, new Dictionary<string, string>());
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public ContentDefinitions Definitions { get; private set; } = ContentDefinitions.Empty;
    public bool CanCreate { get; private set; }

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<VersionState>().Where(s => s is not (VersionState.Superseded or VersionState.Purged))
            .Select(s => new SelectListItem(T[Transitions.Title(s)], s.ToString())).Prepend(new SelectListItem(T["有在线版本"], "live"));

    public IEnumerable<SelectListItem> Types => Definitions.Types.Where(t => t.Listable).Select(t => new SelectListItem(t.DisplayName, t.Name));

    public IEnumerable<SelectListItem> Columns =>
        Organisation.Columns.Where(c => !c.IsGroup).Select(c => new SelectListItem(Organisation.FullTitle(c), c.Id));

    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Select(s => new SelectListItem(s.Name, s.Id));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        CanCreate = actor.CanSomewhere(Permissions.ContentEdit);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Definitions = state.Current.Definitions;
        Result = await list.HandleAsync(db, Query, new ContentFilter(State, Type, Column, Section, Mine), actor, cancellation);
    }
}
