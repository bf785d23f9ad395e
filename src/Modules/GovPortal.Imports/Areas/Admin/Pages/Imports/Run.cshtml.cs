using System.Text.Json;
using GovPortal.AdminUi.PageModels;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Imports.Areas.Admin.Pages.Imports;

/// <summary>How far a confirmed import is, and what became of it.</summary>
public sealed class RunModel(ITexts texts, PortalDbContext db, CurrentActor current, ImportProgress progress) : AdminPageModel(texts)
{
    public ImportUpload Upload { get; private set; } = null!;
    public ImportOutcome? Outcome { get; private set; }
    public (int Done, int Total)? Progress { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? upload, CancellationToken cancellation) =>
        await LoadAsync(upload, cancellation) ? Page() : LocalRedirect("/Admin/Imports");

    /// <summary>The state alone, asked for again and again while the import runs.</summary>
    public async Task<IActionResult> OnGetStateAsync([FromQuery] string? upload, CancellationToken cancellation) =>
        await LoadAsync(upload, cancellation) ? Partial("_Run", this) : NotFound();

    private async Task<bool> LoadAsync(string? id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (await ImportUploads.FindAsync(db, id, actor, cancellation) is not { } upload)
        {
            FlashError(Failure.Of("import.upload-gone"));
            return false;
        }
        (Upload, Progress) = (upload, progress.Of(upload.Id));
        Outcome = upload.Outcome is { } outcome ? JsonSerializer.Deserialize<ImportOutcome>(outcome) : null;
        return true;
    }
}
