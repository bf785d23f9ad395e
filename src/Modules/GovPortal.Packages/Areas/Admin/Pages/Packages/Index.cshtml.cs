using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Packages.Features;
using GovPortal.Packages.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Packages.Areas.Admin.Pages.Packages;

/// <summary>Upload a package, or take one along.</summary>
[UploadLimit(PackageLimits.MaxFileBytes, "/Admin/Packages?problem=too-large")]
[RequestFormLimits(MultipartBodyLengthLimit = PackageLimits.MaxFileBytes + (64L * 1024), ValueCountLimit = 5_000)]
public sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current, DefinitionStore definitions, ExportPortal export, PackageUploads uploads, TimeProvider time) : AdminPageModel(texts)
{
    public IReadOnlyList<string> Steps { get; private set; } = [];
    public IReadOnlyList<ContentTypeDefinition> Types { get; private set; } = [];
    public IReadOnlyList<Column> Columns { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public PackageUpload? Latest { get; private set; }
    public bool CanExport { get; private set; }

    public int MaxMegabytes { get; } = PackageLimits.MaxFileBytes / (1024 * 1024);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? problem, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        if (problem == "too-large") AddFailures(Failure.At("file", "package.file-too-large", MaxMegabytes));
        return Page();
    }

    public async Task<IActionResult> OnPostUploadAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        if (file is null or { Length: 0 })
        {
            AddFailures(Failure.At("file", "package.choose-file"));
            return Page();
        }
        await using var stream = file.OpenReadStream();
        var kept = await uploads.KeepAsync(stream, Path.GetFileName(file.FileName), await current.GetAsync(), cancellation);
        if (kept.Has(Failure.NotAllowed)) return Forbid();
        if (kept.Succeeded) return LocalRedirect("/Admin/Packages/" + kept.Value);
        AddFailures(kept.Failures.Select(f => f with { Field = "file" }).ToList());
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(
        [FromForm] string[] step, [FromForm] string[] type, [FromForm] string[] column, [FromForm] bool drafts, [FromForm] bool media, CancellationToken cancellation)
    {
        var selection = new ExportSelection(step.ToHashSet(StringComparer.Ordinal), type.ToHashSet(StringComparer.Ordinal), column.Length == 0 ? null : column.ToHashSet(StringComparer.Ordinal), drafts, media);
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var done = await export.ToPackageAsync(new ExportPortalCommand(selection), file, await current.GetAsync(), cancellation);
        if (!done.Succeeded)
        {
            await file.DisposeAsync();
            return Forbid();
        }
        file.Position = 0;
        return File(file, "application/zip", $"{T["迁移包"]} {time.UtcNow().ToCivilDate():yyyy-MM-dd}.zip");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.RecipesRun)) return false;
        CanExport = ExportPortal.MayExport(actor);
        Latest = await db.Set<PackageUpload>().AsNoTracking().Where(u => u.UserId == actor.UserId).OrderByDescending(u => u.UploadedUtc).FirstOrDefaultAsync(cancellation);
        if (!CanExport) return true;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Columns = [.. Organisation.Columns.Where(c => !c.IsGroup && !c.IsClosed)];
        Types = [.. (await definitions.LoadAsync(db, cancellation)).Types.Where(t => t.Listable).OrderBy(t => t.DisplayName, StringComparer.Ordinal)];
        Steps = [.. (await export.StepsAsync(db, cancellation)).Select(s => (string)s["name"]!).Distinct()];
        return true;
    }
}
