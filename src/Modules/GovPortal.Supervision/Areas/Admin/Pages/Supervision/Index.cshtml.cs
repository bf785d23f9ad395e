using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

/// <summary>What the self-inspection found, by section with scores, and the way from a problem to an order.</summary>
[ResponseCache(NoStore = true)]
public sealed class IndexModel(ITexts texts, ReadBoard board, ListProblems list, Inspect inspect, InspectNightly nightly, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "rule")] public string? Rule { get; set; }
    [FromQuery(Name = "section")] public string? SectionId { get; set; }
    [FromQuery(Name = "gone")] public string? Gone { get; set; }

    public InspectionBoard Board { get; private set; } = new(null, false, []);
    public ProblemList Result { get; private set; } = new([], 0);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public bool MayManage { get; private set; }
    public IReadOnlyDictionary<string, Kernel.Publishing.InspectionRule> Rules { get; private set; } = new Dictionary<string, Kernel.Publishing.InspectionRule>();

    public IEnumerable<SelectListItem> RuleItems => Rules.Values.Select(r => new SelectListItem(T[r.Title], r.Code));
    public IEnumerable<SelectListItem> SectionItems => Board.Lines.Where(l => l.SectionId is not null).Select(l => new SelectListItem(l.Name, l.SectionId)).Append(new(T["办公室（未分科室）"], ListProblems.Office));
    public IEnumerable<SelectListItem> GoneItems => [new(T["已消除"], "yes")];

    public static string ScoreTone(ScoreLine line) => line.IsVetoed || line.Score < 60 ? "danger" : line.Score < 80 ? "warning" : "success";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var read = await board.HandleAsync(actor, cancellation);
        if (!read.Succeeded) return Forbid();
        (Board, MayManage) = (read.Value, actor.CanSomewhere(SupervisionPermissions.Manage));
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Rules = (await Model.InspectionRules.LoadAsync(db, cancellation)).Known(inspect.Rules).ToDictionary(r => r.Code, StringComparer.Ordinal);
        Result = await list.HandleAsync(Query, new ProblemFilter(Rule, SectionId, Standing: Gone != "yes"), actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostInspectAsync(CancellationToken cancellation)
    {
        var result = await nightly.AskAsync(await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        Flash(result.Succeeded ? T["自查已开始，完成后刷新本页查看结果。"] : T["自查正在进行。"]);
        return LocalRedirect("/Admin/Supervision");
    }
}
