using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Audit.Areas.Admin.Pages.Audit;

/// <summary>The backups that were written, and which of them hold what was purged.</summary>
public sealed class BackupsModel(ITexts texts, ListBackups list, RecordDestroyedBackup destroyed, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery List { get; set; } = new();

    public BackupPage Backups { get; private set; } = null!;
    public bool MayRecord { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(AuditPermissions.Read)) return Forbid();
        MayRecord = RecordDestroyedBackup.MayRecord(actor);
        Backups = await list.HandleAsync(List, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostDestroyedAsync(string id, CancellationToken cancellation)
    {
        var result = await destroyed.HandleAsync(id, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(T["已登记。"]);
        else FlashError(result);
        return LocalRedirect("/Admin/Audit/Backups");
    }
}
