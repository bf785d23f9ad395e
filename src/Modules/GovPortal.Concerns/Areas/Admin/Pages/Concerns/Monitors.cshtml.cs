using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

public sealed class MonitorInput
{
    public string? AgencyId { get; set; }
    public string? Title { get; set; }
    public string Channel { get; set; } = "other";
}

/// <summary>The programs that may send concerns; a secret is shown in the answer that made it and kept nowhere in the clear.</summary>
[ResponseCache(NoStore = true)]
public sealed class MonitorsModel(ITexts texts, ListMonitors list, SaveMonitor save, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public MonitorInput Input { get; set; } = new();

    public IReadOnlyList<MonitorRow> Rows { get; private set; } = [];
    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public MonitorSecret? Secret { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation) =>
        await ShowAsync(await save.MakeAsync(Input.AgencyId ?? "", PlainText.Line(Input.Title), Input.Channel, await current.GetAsync(), cancellation), cancellation);

    public async Task<IActionResult> OnPostRotateAsync([FromForm] string id, CancellationToken cancellation) => await ShowAsync(await save.RotateAsync(id, await current.GetAsync(), cancellation), cancellation);

    public Task<IActionResult> OnPostEnableAsync([FromForm] string id, CancellationToken cancellation) => SwitchAsync(id, true, cancellation);

    public Task<IActionResult> OnPostDisableAsync([FromForm] string id, CancellationToken cancellation) => SwitchAsync(id, false, cancellation);

    private async Task<IActionResult> SwitchAsync(string id, bool isEnabled, CancellationToken cancellation)
    {
        var result = await save.EnableAsync(id, isEnabled, await current.GetAsync(), cancellation);
        if (!result.Succeeded && !result.Has(Failure.NotAllowed)) return NotFound();
        return Finish(result, isEnabled ? T["已启用。"] : T["已停用，报送一律拒收。"], "/Admin/Concerns/Monitors");
    }

    private async Task<IActionResult> ShowAsync(Result<MonitorSecret> result, CancellationToken cancellation)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            Secret = result.Value;
            ModelState.Clear();
            Input = new MonitorInput();
        }
        else AddFailures(Result.Refused(result.Failures), "Input");
        return await LoadAsync(cancellation) ?? Page();
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ConcernPermissions.Rules)) return Forbid();
        Rows = await list.HandleAsync(actor, cancellation);
        Agencies = [.. (await OrganisationSnapshot.LoadAsync(db, cancellation)).Agencies.Where(a => actor.Can(ConcernPermissions.Rules, a.Id))];
        if (Agencies.Count > 0) Input.AgencyId ??= Agencies[0].Id;
        return null;
    }
}
