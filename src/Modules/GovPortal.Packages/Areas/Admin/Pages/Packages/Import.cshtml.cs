using System.Text.Json;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Packages.Features;
using GovPortal.Packages.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Packages.Areas.Admin.Pages.Packages;

/// <summary>One uploaded package: what it would do, how far it is, what became of it.</summary>
public sealed class ImportModel(
    ITexts texts, PortalDbContext db, CurrentActor current, DefinitionStore definitions, PreviewPackage preview, PackageUploads uploads, ImportProgress progress) : AdminPageModel(texts)
{
    public PackageUpload Upload { get; private set; } = null!;
    public PackagePlan? Plan { get; private set; }
    public PackageOutcome? Outcome { get; private set; }
    public string? Progress { get; private set; }

    /// <summary>The job of an import that waits and went wrong before; null where it did not.</summary>
    public DueJob? Troubled { get; private set; }
    private ContentDefinitions? _definitions;

    public string TypeName(string type) => _definitions?.Type(type)?.DisplayName ?? type;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation)) return LocalRedirect("/Admin/Packages");
        if (Upload.State != PackageState.Preview) return Page();
        _definitions = await definitions.LoadAsync(db, cancellation);
        var plan = await preview.HandleAsync(Upload, await current.GetAsync(), cancellation);
        if (plan.Has(Failure.NotAllowed)) return Forbid();
        if (plan.Succeeded) Plan = plan.Value;
        else foreach (var failure in plan.Failures) ModelState.AddModelError("", failure.Field is { } where ? $"{where}：{T.Of(failure)}" : T.Of(failure));
        return Page();
    }

    /// <summary>The state alone, asked for again and again while the import runs.</summary>
    public async Task<IActionResult> OnGetStateAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ? Partial("_Import", this) : NotFound();

    public async Task<IActionResult> OnPostApplyAsync(string id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.RecipesRun)) return Forbid();
        await uploads.QueueAsync(id, actor, cancellation);
        return LocalRedirect("/Admin/Packages/" + Uri.EscapeDataString(id));
    }

    public async Task<IActionResult> OnPostCancelAsync(string id, CancellationToken cancellation)
    {
        await uploads.ForgetAsync(id, await current.GetAsync(), cancellation);
        return LocalRedirect("/Admin/Packages");
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        if (await PackageUploads.FindAsync(db, id, await current.GetAsync(), cancellation) is not { } upload)
        {
            FlashError(Failure.Of("package.upload-gone"));
            return false;
        }
        (Upload, Progress) = (upload, progress.Of(upload.Id));
        Outcome = upload.Outcome is { } outcome ? JsonSerializer.Deserialize<PackageOutcome>(outcome, CanonicalJson.Unescaped) : null;
        if (upload.State == PackageState.Waiting)
        {
            Troubled = await db.Set<DueJob>().AsNoTracking().OrderByDescending(j => j.DueUtc)
                .FirstOrDefaultAsync(j => j.Kind == ImportPackage.JobKind && j.SubjectId == upload.Id && j.LastError != null, cancellation);
        }
        return true;
    }
}
