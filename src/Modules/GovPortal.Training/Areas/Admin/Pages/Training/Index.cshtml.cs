using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Training.Features;
using GovPortal.Training.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Training.Areas.Admin.Pages.Training;

/// <summary>The trainings of a year, as far as the person may read their records; the present year unless told.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListTraining list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string All = "all";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "year")] public string? Year { get; set; }
    [FromQuery(Name = "kind")] public string? Kind { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }

    public TrainingLedger Ledger { get; private set; } = new([], 0, [], []);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public bool SeesNames { get; private set; }

    private int Present => time.UtcNow().ToCivilDate().Year;
    private TrainingFilter Filter => new(Year == All ? null : int.TryParse(Year, out var year) ? year : Present, Kind, SectionId);

    public string ShownYear => Year == All ? All : $"{Filter.Year}";
    public IEnumerable<SelectListItem> YearItems => Ledger.Years.Union([Present]).OrderDescending().Select(y => new SelectListItem(T["{0}年", y], $"{y}")).Append(new(T["历年"], All));
    public IEnumerable<SelectListItem> KindItems => TrainingKinds.All.Select(k => new SelectListItem(T[k], k));
    public IEnumerable<SelectListItem> SectionItems => Organisation.Sections.Select(s => new SelectListItem(s.Name, s.Id));

    /// <summary>Both kinds, also where there is none.</summary>
    public IEnumerable<KindTotal> Totals => TrainingKinds.All.Select(k => Ledger.Totals.FirstOrDefault(t => t.Kind == k) ?? new KindTotal(k, 0, 0, 0));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        SeesNames = actor.CanSomewhere(TrainingPermissions.Names);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Ledger = await list.HandleAsync(Query, Filter, actor, cancellation);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation) =>
        File(await list.ExportAsync(Query, Filter, await current.GetAsync(), cancellation), XlsxType, $"{T["培训台账"]} {time.UtcNow().ToCivilDate():yyyy-MM-dd}.xlsx");
}
