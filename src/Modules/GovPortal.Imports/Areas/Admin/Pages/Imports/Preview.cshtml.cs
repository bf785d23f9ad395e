using GovPortal.AdminUi.PageModels;
using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Imports.Areas.Admin.Pages.Imports;

/// <summary>What an import would do; choose the fields, then confirm. Nothing changes before the confirmation.</summary>
[RequestFormLimits(ValueCountLimit = 20_000)]
public sealed class PreviewModel(
    ITexts texts, PortalDbContext db, CurrentActor current, PreviewImport preview, SaveMapping mapping, ImportUploads uploads) : AdminPageModel(texts)
{
    /// <summary>So many rows are listed one by one; unused cells are listed all.</summary>
    public const int MaxShown = 500;

    public ImportUpload Upload { get; private set; } = null!;
    public ListPreview? Preview { get; private set; }

    public Task<IActionResult> OnGetAsync([FromQuery] string? upload, CancellationToken cancellation) => ShowAsync(upload, cancellation);

    public async Task<IActionResult> OnPostMappingAsync([FromQuery] string upload, [FromForm] string[] fields, CancellationToken cancellation)
    {
        var saved = await mapping.HandleAsync(upload, fields, await current.GetAsync(), cancellation);
        if (saved.Has(Failure.NotAllowed)) return Forbid();
        if (saved.Succeeded) return LocalRedirect("/Admin/Imports/Preview?upload=" + Uri.EscapeDataString(upload));
        AddFailures(saved);
        return await ShowAsync(upload, cancellation);
    }

    public async Task<IActionResult> OnPostApplyAsync([FromQuery] string upload, [FromForm] string token, [FromForm] bool acceptUnused, [FromForm] bool skipBad, CancellationToken cancellation)
    {
        var page = await ShowAsync(upload, cancellation);
        if (Preview is not { } shown) return page;
        if (shown.Plan.Token != token) AddFailures(Failure.Of("import.preview-stale"));
        else if (shown.Plan.Problems.Count > 0 && !(skipBad && shown.Plan.CanSkipBad)) AddFailures(Failure.Of("import.problems", shown.Plan.Problems.Count));
        else if (shown.Plan.List.Unused.Count > 0 && !acceptUnused) AddFailures(Failure.Of("import.unused-not-accepted", shown.Plan.List.Unused.Count));
        else
        {
            await uploads.QueueAsync(upload, token, skipBad, await current.GetAsync(), cancellation);
            return LocalRedirect("/Admin/Imports/Run?upload=" + Uri.EscapeDataString(upload));
        }
        return page;
    }

    public async Task<IActionResult> OnPostCancelAsync([FromQuery] string upload, CancellationToken cancellation)
    {
        await uploads.ForgetAsync(upload, await current.GetAsync(), cancellation);
        return LocalRedirect("/Admin/Imports");
    }

    private async Task<IActionResult> ShowAsync(string? id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return Forbid();
        if (await ImportUploads.FindAsync(db, id, actor, cancellation) is not { } upload)
        {
            FlashError(Failure.Of("import.upload-gone"));
            return LocalRedirect("/Admin/Imports");
        }
        if (upload.State is ImportState.Waiting or ImportState.Done) return LocalRedirect("/Admin/Imports/Run?upload=" + upload.Id);
        Upload = upload;
        var read = await preview.HandleAsync(upload, actor, cancellation);
        if (read.Has(Failure.NotAllowed)) return Forbid();
        if (read.Succeeded) Preview = read.Value;
        else AddFailures(read);
        return Page();
    }
}
