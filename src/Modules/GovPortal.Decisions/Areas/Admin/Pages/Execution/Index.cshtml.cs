using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Decisions.Areas.Admin.Pages.Execution;

/// <summary>The execution ledger, as far as the person may read its tasks.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ListExecution list, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "light")] public string? Light { get; set; }
    [FromQuery(Name = "source")] public string? Source { get; set; }
    [FromQuery(Name = "year")] public string? Year { get; set; }

    public ExecutionBoard Board { get; private set; } = new([], 0, [], [], [], default);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;

    public bool IsFiltered => Query.Q is not null || new[] { SectionId, Light, Source, Year }.Any(f => !string.IsNullOrEmpty(f));

    /// <summary>In the order of the organisation; what has no section last.</summary>
    public IEnumerable<SectionTasks> Sections => Board.Sections.OrderBy(s => Organisation.Sections.TakeWhile(o => o.Id != s.SectionId).Count());

    public IEnumerable<SelectListItem> SectionItems => Organisation.Sections.Where(s => s.Id == SectionId || Board.Sections.Any(b => b.SectionId == s.Id)).Select(s => new SelectListItem(s.Name, s.Id));
    public IEnumerable<SelectListItem> LightItems => Enum.GetValues<ExecutionLight>().Select(l => new SelectListItem(T[ExecutionLights.Title(l)], ExecutionLights.Code(l)));
    public IEnumerable<SelectListItem> SourceItems => Board.Sources.Select(s => new SelectListItem(s, s));
    public IEnumerable<SelectListItem> YearItems => Board.Years.Select(y => new SelectListItem(T["{0}年", y], $"{y}"));

    private ExecutionFilter Filter => new(SectionId, ExecutionLights.Parse(Light), Source, int.TryParse(Year, out var year) ? year : null);

    public string NameOf(string? sectionId) => Organisation.Section(sectionId)?.Name ?? "—";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Board = await list.HandleAsync(Query, Filter, await current.GetAsync(), cancellation);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation) =>
        File(await list.ExportAsync(Query, Filter, await current.GetAsync(), cancellation), XlsxType, $"{T["政策执行台账"]} {time.UtcNow().ToCivilDate():yyyy-MM-dd}.xlsx");
}
