using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision.Orders;

public sealed class OrderInput
{
    public string? SectionId { get; set; }
    public string? Title { get; set; }
    public string? What { get; set; }
    public string? Basis { get; set; }
    public int? Days { get; set; }
    public List<string> Problems { get; set; } = [];
}

/// <summary>A new order, written from the problems that were chosen.</summary>
[ResponseCache(NoStore = true)]
public sealed class NewModel(ITexts texts, IssueOrder issue, ListProblems list, Inspect inspect, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public OrderInput Input { get; set; } = new();

    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Select(s => new SelectListItem(Organisation.Agencies.Count > 1 ? $"{Organisation.Agency(s.AgencyId)?.Name} · {s.Name}" : s.Name, s.Id));

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "problem")] List<string>? problem, CancellationToken cancellation)
    {
        if (await LoadAsync(problem ?? [], cancellation) is { } refused) return refused;
        Input.Problems = [.. Problems.Select(p => p.Id)];
        var inForce = await InspectionRules.LoadAsync(db, cancellation);
        Input.Days = inForce.OrderDays;
        Input.SectionId = Problems.Select(p => p.SectionId).OfType<string>().Distinct().ToList() is [var only] ? only : null;
        if (Problems.Count == 0) return Page();
        var known = inForce.Known(inspect.Rules);
        var rules = Problems.Select(p => known.FirstOrDefault(r => r.Code == p.Rule)).OfType<Kernel.Publishing.InspectionRule>().Distinct().ToList();
        Input.Title = rules.Count == 1 ? T["整改“{0}”问题", rules[0].Title] : T["整改自查发现的{0}个问题", Problems.Count];
        Input.Basis = string.Join('、', rules.Select(r => r.Basis).Distinct());
        Input.What = string.Join('\n', Problems.Select((p, i) => $"{i + 1}．{p.Title}：{p.Evidence}"));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(Input.Problems, cancellation) is { } refused) return refused;
        var agency = Organisation.Section(Input.SectionId)?.AgencyId ?? (Problems.Count > 0 ? Problems[0].AgencyId : Organisation.Agencies.Count > 0 ? Organisation.Agencies[0].Id : "");
        var result = await issue.HandleAsync(new IssueOrderCommand(
            agency, Input.SectionId, PlainText.Line(Input.Title), PlainText.Of(Input.What).Trim(), PlainText.Line(Input.Basis), Input.Days, Input.Problems), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(Result.Refused(result.Failures), "Input");
            return Page();
        }
        Flash(T["督办单已下发，责任科室收到通知。"]);
        return LocalRedirect("/Admin/Supervision/Orders/" + result.Value);
    }

    private async Task<IActionResult?> LoadAsync(List<string> problems, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(SupervisionPermissions.Manage)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        if (problems.Count > 0) Problems = await list.ForOrderAsync(problems, actor, cancellation);
        return null;
    }
}
