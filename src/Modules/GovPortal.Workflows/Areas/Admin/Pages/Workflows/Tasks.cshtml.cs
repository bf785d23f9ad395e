using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>The workflow tasks that wait for this person, oldest first.</summary>
internal sealed class TasksModel(ITexts texts, PortalDbContext db, CurrentActor current, ListTasks list) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();

    public IReadOnlyList<UserTask> Rows { get; private set; } = [];
    public int Total { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => (Rows, Total) = await list.HandleAsync(db, Query, await current.GetAsync(), cancellation);
}

/// <summary>One task with its choices.</summary>
internal sealed class TaskModel(ITexts texts, CurrentActor current, ShowTask show, DecideTask decide) : AdminPageModel(texts)
{
    public UserTask Task { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await show.HandleAsync(id, await current.GetAsync(), cancellation) is not { } task) return NotFound();
        Task = task;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, [FromForm(Name = "do")] string? decision, CancellationToken cancellation)
    {
        var result = await decide.HandleAsync(new DecideTaskCommand(id, decision ?? ""), await current.GetAsync(), cancellation);
        if (result.Succeeded) Flash(T["已办理：{0}。", decision]);
        else FlashError(result);
        return LocalRedirect("/Admin/Workflows/Tasks");
    }
}
