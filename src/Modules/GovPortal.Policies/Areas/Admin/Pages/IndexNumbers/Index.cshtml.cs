using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Areas.Admin.Pages.IndexNumbers;

/// <summary>The rule builder, with what a number would look like, and the items that have none yet.</summary>
public sealed class IndexModel(
    ITexts texts, PortalDbContext db, PortalStateReader state, SaveIndexNumberRule save, AssignMissingNumbers assign, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty] public string? Pattern { get; set; }
    [BindProperty] public string? Restart { get; set; }
    [BindProperty] public bool PerColumn { get; set; }
    [BindProperty] public List<string> ExceptTypes { get; set; } = [];
    [BindProperty] public string? Basis { get; set; }

    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];
    public IReadOnlyList<(string Agency, string Number)> Samples { get; private set; } = [];
    /// <summary>Agencies whose items get no number, since the rule asks for a code they lack.</summary>
    public IReadOnlyList<string> WithoutCode { get; private set; } = [];
    public int Assigned { get; private set; }
    public int Missing { get; private set; }

    private IndexNumberRule Typed => new(Pattern?.Trim() ?? "", Restart ?? IndexNumberRule.Year, PerColumn, ExceptTypes, Basis?.Trim() ?? "");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(PolicyPermissions.ManageNumbers)) return Forbid();
        if (await IndexNumberRules.LoadAsync(db, cancellation) is { } rule) (Pattern, Restart, PerColumn, ExceptTypes, Basis) = (rule.Pattern, rule.Restart, rule.PerColumn, [.. rule.ExceptTypes], rule.Basis);
        await LoadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string what, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(PolicyPermissions.ManageNumbers)) return Forbid();
        if (what == "assign")
        {
            var assigned = await assign.HandleAsync(actor, cancellation);
            if (assigned.Succeeded) Flash(T["已补编 {0} 条信息的索引号。", assigned.Value]);
            else FlashError(assigned);
            return LocalRedirect("/Admin/IndexNumbers");
        }
        var failures = what == "try" ? Typed.Check().ToList() : await save.HandleAsync(Typed, actor, cancellation);
        if (failures.Succeeded && what != "try")
        {
            Flash(T["索引号规则已保存。"]);
            return LocalRedirect("/Admin/IndexNumbers");
        }
        AddFailures(failures);
        await LoadAsync(cancellation);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var (definitions, organisation) = (state.Current.Definitions, state.Current.Organisation);
        Types = [.. definitions.Types.OrderBy(t => t.DisplayName, StringComparer.Ordinal).Select(t => new SelectListItem(t.DisplayName, t.Name))];
        var rule = Typed;
        if (rule.Check().Count == 0)
        {
            var today = CivilTime.DateOf(time.UtcNow());
            var withCode = organisation.Agencies.Where(a => !rule.NeedsCode || a.Code.Length > 0).ToList();
            Samples = [.. withCode.Select(a => (a.Name, rule.Compose(new IndexNumberFacts(a.Code, organisation.Columns.FirstOrDefault(c => c.AgencyId == a.Id)?.Path.Split('/')[0] ?? "", today), 1)))];
            WithoutCode = [.. organisation.Agencies.Except(withCode).Select(a => a.Name)];
        }
        Assigned = await db.Set<IndexNumber>().CountAsync(cancellation);
        Missing = await AssignMissingNumbers.Missing(db, rule.ExceptTypes, rule.NeedsCode).CountAsync(cancellation);
    }
}
