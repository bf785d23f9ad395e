using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Packages;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>The review packages this person may see.</summary>
public sealed class PackagesModel(ITexts texts, ListPackages list, IPeople people, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();

    public IReadOnlyList<PackageRow> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    public string Name(string id) => _names.GetValueOrDefault(id, T["系统"]);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        (Rows, Total) = await list.HandleAsync(db, Query, await current.GetAsync(), cancellation);
        _names = await people.NamesAsync(db, Rows.Select(r => r.Package.OpenedBy).Distinct(), cancellation);
    }
}
