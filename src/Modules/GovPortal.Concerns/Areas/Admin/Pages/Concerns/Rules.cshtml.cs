using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

public sealed class GradeInput
{
    public string Grade { get; set; } = "";
    public int Hours { get; set; }
    public string? Basis { get; set; }
}

public sealed class ConcernRulesInput
{
    public List<GradeInput> Grades { get; set; } = [];
}

/// <summary>How long each grade has; each change is an event.</summary>
[ResponseCache(NoStore = true)]
public sealed class RulesModel(ITexts texts, ChangeConcernRules change, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public ConcernRulesInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(ConcernPermissions.Rules)) return Forbid();
        Input.Grades = [.. (await ConcernRules.LoadAsync(db, cancellation)).Grades.Select(g => new GradeInput { Grade = g.Grade, Hours = g.Hours, Basis = g.Basis })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var rules = new ConcernRules { Grades = [.. Input.Grades.Select(g => new GradeLimit(g.Grade, g.Hours, PlainText.Line(g.Basis)))] };
        return Finish(await change.HandleAsync(rules, await current.GetAsync(), cancellation), T["规则已保存；已经定级的舆情沿用原来的时限。"], "/Admin/Concerns/Rules", "Input");
    }
}
