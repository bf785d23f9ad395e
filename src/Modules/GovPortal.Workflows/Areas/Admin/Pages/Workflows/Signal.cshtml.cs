using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>Sends a signal by hand.</summary>
internal sealed class SignalModel(ITexts texts, PortalDbContext db, CurrentActor current, SendSignal send) : WorkflowPage(texts, db, current)
{
    [BindProperty] public string? Signal { get; set; }
    [BindProperty] public string? CorrelationId { get; set; }

    public async Task<IActionResult> OnGetAsync() => await MayReadAsync() && MayManage ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await MayReadAsync()) return Forbid();
        return Finish(await send.HandleAsync(new SendSignalCommand(Signal ?? "", CorrelationId), Actor, cancellation), T["信号已发出。"], "/Admin/Workflows/Instances");
    }
}
