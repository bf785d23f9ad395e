using GovPortal.AdminUi.PageModels;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Columns.Areas.Admin.Pages.Columns;

public sealed class SectionInput
{
    public string? Name { get; set; }
    public string? Phone { get; set; }
}

/// <summary>The agency's sections: add, rename, telephone.</summary>
public sealed class SectionsModel(ITexts texts, PortalDbContext db, CurrentActor current, ChangeSection change) : AdminPageModel(texts)
{
    public const string New = "new";

    [FromQuery(Name = "agency")] public string? Agency { get; set; }
    [FromQuery(Name = "edit")] public string? Edit { get; set; }
    [BindProperty] public SectionInput Input { get; set; } = new();

    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public Agency Selected { get; private set; } = null!;
    public Section? Edited { get; private set; }

    public IEnumerable<Section> Sections => Organisation.Sections.Where(s => s.AgencyId == Selected.Id);

    public int ColumnsOf(Section section) => Organisation.Columns.Count(c => c.SectionId == section.Id && !c.IsClosed);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Input = new SectionInput { Name = Edited?.Name, Phone = Edited?.Phone };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await change.HandleAsync(
            new ChangeSectionCommand(Edit == New ? null : Edit ?? "", Selected.Id, Input.Name, Input.Phone), await current.GetAsync(), cancellation);
        return Finish(result, T["科室已保存。"], "/Admin/Columns/Sections?agency=" + Uri.EscapeDataString(Selected.Id), "Input");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Agencies = [.. Organisation.Agencies.Where(a => actor.Can(Permissions.ColumnsManage, a.Id))];
        Edited = Organisation.Section(Edit);
        var wanted = Edited?.AgencyId ?? Agency;
        if (Agencies.Count == 0) return false;
        Selected = Agencies.FirstOrDefault(a => a.Id == wanted) ?? Agencies[0];
        return Edited is null || Edited.AgencyId == Selected.Id;
    }
}
