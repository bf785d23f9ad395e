using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

/// <summary>The first question of a new item: which column, which kind.</summary>
public sealed class CreateModel(ITexts texts, PortalDbContext db, PortalStateReader state, CurrentActor current) : AdminPageModel(texts)
{
    [FromQuery(Name = "column")] public string? Column { get; set; }

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Columns = WritableColumns.For(actor, Organisation);
        Types = [.. state.Current.Definitions.Types.Where(t => t.Creatable)];
        return Page();
    }
}
