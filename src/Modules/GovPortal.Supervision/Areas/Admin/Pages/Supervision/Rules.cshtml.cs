using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

public sealed class RuleInput
{
    public string Code { get; set; } = "";
    public bool IsOn { get; set; }
    public int? Threshold { get; set; }
    public decimal? Points { get; set; }
}

public sealed class RulesInput
{
    public List<RuleInput> Choices { get; set; } = [];
    public int OrderDays { get; set; }
}

/// <summary>Thresholds, points and switches of the rules; each change is an event.</summary>
[ResponseCache(NoStore = true)]
public sealed class RulesModel(ITexts texts, ChangeInspectionRules change, Inspect inspect, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public RulesInput Input { get; set; } = new();

    public IReadOnlyList<RuleInForce> InForce { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is not { } rules) return Forbid();
        Input = new RulesInput { OrderDays = rules.OrderDays, Choices = [.. InForce.Select(r => new RuleInput { Code = r.Rule.Code, IsOn = r.IsOn, Threshold = r.Rule.Unit.Length == 0 ? null : r.Threshold, Points = r.Points })] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is null) return Forbid();
        var rules = new InspectionRules { OrderDays = Input.OrderDays, Choices = [.. Input.Choices.Select(c => new RuleChoice(c.Code, c.IsOn, c.Threshold, c.Points))] };
        return Finish(await change.HandleAsync(rules, await current.GetAsync(), cancellation), T["指标已保存，下一次自查按新指标进行。"], "/Admin/Supervision/Rules", "Input");
    }

    private async Task<InspectionRules?> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(SupervisionPermissions.Rules)) return null;
        var rules = await InspectionRules.LoadAsync(db, cancellation);
        InForce = [.. rules.Over(inspect.Rules).Values];
        return rules;
    }
}
