using System.Text.Json;
using GovPortal.AdminUi.PageModels;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Areas.Admin.Pages.Imports;

/// <summary>How far a confirmed import is, and what became of it.</summary>
public sealed class RunModel(ITexts texts, PortalDbContext db, CurrentActor current, ImportProgress progress) : AdminPageModel(texts)
{
    public ImportUpload Upload { get; private set; } = null!;
    public ImportOutcome? Outcome { get; private set; }
    public (int Done, int Total)? Progress { get; private set; }

    /// <summary>The job of an import that waits and went wrong before; null where it did not.</summary>
    public DueJob? Troubled { get; private set; }

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
        if (upload.State == ImportState.Waiting)
        {
            Troubled = await db.Set<DueJob>().AsNoTracking().OrderByDescending(j => j.DueUtc)
                .FirstOrDefaultAsync(j => j.Kind == RunImport.JobKind && j.SubjectId == upload.Id && j.LastError != null, cancellation);
        }
        return true;
    }
}
