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
    /// <summary>One address a line.</summary>
    public string? Columns { get; set; }
}

public sealed class RulesInput
{
    public List<RuleInput> Choices { get; set; } = [];
    public int OrderDays { get; set; }
}

/// <summary>Thresholds, points and switches of the rules, and the county's own rules; each change is an event.</summary>
[ResponseCache(NoStore = true)]
public sealed class RulesModel(ITexts texts, ChangeInspectionRules change, Inspect inspect, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public RulesInput Input { get; set; } = new();

    public IReadOnlyList<RuleInForce> InForce { get; private set; } = [];
    public IReadOnlyList<OwnRule> Own { get; private set; } = [];

    public static bool HasColumns(string code) => FrontColumns.IsKind(code);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is not { } rules) return Forbid();
        Input = new RulesInput
        {
            OrderDays = rules.OrderDays,
            Choices = [.. InForce.Select(r => new RuleInput { Code = r.Rule.Code, IsOn = r.IsOn, Threshold = r.Rule.Unit.Length == 0 ? null : r.Threshold, Points = r.Points, Columns = string.Join('\n', r.Columns) })],
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await LoadAsync(cancellation) is not { } rules) return Forbid();
        var changed = rules with { OrderDays = Input.OrderDays, Choices = [.. Input.Choices.Select(c => new RuleChoice(c.Code, c.IsOn, c.Threshold, c.Points, TextLines.Of(c.Columns) is { Count: > 0 } columns ? columns : null))] };
        return Finish(await change.HandleAsync(changed, await current.GetAsync(), cancellation), T["指标已保存，下一次自查按新指标进行。"], "/Admin/Supervision/Rules", "Input");
    }

    private async Task<InspectionRules?> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(SupervisionPermissions.Rules)) return null;
        var rules = await InspectionRules.LoadAsync(db, cancellation);
        (InForce, Own) = ([.. rules.Over(inspect.Rules).Values.Where(r => !OwnRule.IsOwn(r.Rule.Code))], rules.Own);
        return rules;
    }
}

/// <summary>Several values in one box, one a line.</summary>
internal static class TextLines
{
    public static IReadOnlyList<string> Of(string? text) => [.. (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
