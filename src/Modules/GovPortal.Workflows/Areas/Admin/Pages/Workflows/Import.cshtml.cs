using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Workflows.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Workflows.Areas.Admin.Pages.Workflows;

/// <summary>Takes in workflow types from a recipe file or pasted JSON.</summary>
internal sealed class ImportModel(ITexts texts, PortalDbContext db, CurrentActor current, ImportWorkflowTypes import) : WorkflowPage(texts, db, current)
{
    private const int MaxBytes = 2 * 1024 * 1024;

    [BindProperty] public string? Json { get; set; }
    [BindProperty] public bool Overwrite { get; set; }

    public async Task<IActionResult> OnGetAsync() => await MayReadAsync() && MayManage ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(IFormFile? upload, CancellationToken cancellation)
    {
        if (!await MayReadAsync() || !MayManage) return Forbid();
        if (upload is { Length: > 0 and <= MaxBytes })
        {
            using var reader = new StreamReader(upload.OpenReadStream());
            Json = await reader.ReadToEndAsync(cancellation);
        }
        if (string.IsNullOrWhiteSpace(Json) || Json.Length > MaxBytes || upload is { Length: > MaxBytes })
        {
            AddFailures((Result)Failure.At("Json", "workflow.no-data"));
            return Page();
        }
        var step = WorkflowUpload.Read(Json);
        if (!step.Succeeded)
        {
            AddFailures(step);
            return Page();
        }
        var result = await import.HandleAsync(new ImportWorkflowTypesCommand(step.Value, Overwrite), Actor, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            Flash(T["已导入 {0} 个流程。", result.Value]);
            return LocalRedirect("/Admin/Workflows");
        }
        // A JSON path names no control; it stands before its reason.
        foreach (var failure in result.Failures) ModelState.AddModelError("Json", $"{failure.Field}：{T.Of(failure)}");
        return Page();
    }
}
