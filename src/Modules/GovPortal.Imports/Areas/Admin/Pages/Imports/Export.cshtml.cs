using GovPortal.AdminUi.PageModels;
using GovPortal.Imports.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Imports.Areas.Admin.Pages.Imports;

/// <summary>Answers with a workbook.</summary>
public sealed class ExportModel(ITexts texts, CurrentActor current, ExportList export) : AdminPageModel(texts)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? type, [FromQuery] string? column, [FromQuery] string? section, CancellationToken cancellation)
    {
        var done = await export.HandleAsync(type, column, section, await current.GetAsync(), cancellation);
        if (done.Has(Failure.NotAllowed)) return Forbid();
        if (done.Succeeded) return File(done.Value.Content, Workbook, done.Value.FileName);
        FlashError(done);
        return LocalRedirect("/Admin/Imports");
    }
}
