using GovPortal.AdminUi.PageModels;
using GovPortal.Concerns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Concerns.Areas.Admin.Pages.Concerns;

public sealed class LogInput
{
    public DateOnly? Day { get; set; }
    public string? Note { get; set; }
    public List<string> Concerns { get; set; } = [];
}

/// <summary>The last 30 days of monitoring with their gaps; a quiet day takes one click.</summary>
[ResponseCache(NoStore = true)]
public sealed class LogModel(ITexts texts, ReadMonitoringLog read, KeepMonitoringLog keep, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public LogInput Input { get; set; } = new();

    /// <summary>Null only where the page was refused.</summary>
    public MonitoringLog Log { get; private set; } = null!;
    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? agency, CancellationToken cancellation)
    {
        if (await LoadAsync(agency, cancellation) is { } refused) return refused;
        Input = new LogInput { Day = Log.Days[0].Day, Concerns = [.. Log.Recent.Where(c => c.FoundOn == Log.Days[0].Day).Select(c => c.Id)] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string agency, CancellationToken cancellation) =>
        await KeepAsync(new LogDayCommand(agency, Input.Day, PlainText.Of(Input.Note).Trim(), Input.Concerns), cancellation);

    public async Task<IActionResult> OnPostQuietAsync([FromForm] string agency, CancellationToken cancellation) => await KeepAsync(new LogDayCommand(agency, null, "", []), cancellation);

    private async Task<IActionResult> KeepAsync(LogDayCommand command, CancellationToken cancellation)
    {
        var result = await keep.HandleAsync(command, await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded && await LoadAsync(command.AgencyId, cancellation) is { } refused) return refused;
        return Finish(result, T["已登记。"], "/Admin/Concerns/Log?agency=" + Uri.EscapeDataString(command.AgencyId), "Input");
    }

    private async Task<IActionResult?> LoadAsync(string? agency, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var result = await read.HandleAsync(agency, actor, cancellation);
        if (!result.Succeeded) return Forbid();
        (Log, MayManage) = (result.Value, actor.Can(ConcernPermissions.Manage, result.Value.AgencyId));
        return null;
    }
}
