using GovPortal.AdminUi.PageModels;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Decisions.Areas.Admin.Pages.Execution;

/// <summary>A task with its steps and its progress by month.</summary>
[ResponseCache(NoStore = true)]
public sealed class TaskModel(ITexts texts, ReadExecution read, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public ExecutionInFull View { get; private set; } = null!;
    public string SectionName { get; private set; } = "—";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var found = await read.HandleAsync(id, await current.GetAsync(), cancellation);
        if (!found.Succeeded) return found.Has(Failure.NotAllowed) ? Forbid() : NotFound();
        View = found.Value;
        SectionName = (await OrganisationSnapshot.LoadAsync(db, cancellation)).Section(View.Entry.Row.SectionId)?.Name ?? "—";
        return Page();
    }

    public (string Tone, string Word) StandingOf(ExecutionStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.ActualOn is { } actual) return actual > step.PlannedOn ? ("warning", T["晚{0}天完成", actual.DayNumber - step.PlannedOn.Value.DayNumber]) : ("success", T["已完成"]);
        return step.PlannedOn < View.Today ? ("danger", T["逾期{0}天", View.Today.DayNumber - step.PlannedOn.Value.DayNumber]) : ("neutral", T["未到期"]);
    }
}
