using GovPortal.AdminUi.PageModels;
using GovPortal.Finance.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Finance.Areas.Admin.Pages.Finance;

/// <summary>Answers with a workbook.</summary>
public sealed class ExportModel(ITexts texts, CurrentActor current, ExportFinanceBook export) : AdminPageModel(texts)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? item, CancellationToken cancellation)
    {
        var done = await export.HandleAsync(item, await current.GetAsync(), cancellation);
        if (done.Has(Failure.NotAllowed)) return Forbid();
        if (done.Succeeded) return File(done.Value.Content, Workbook, done.Value.FileName);
        FlashError(done);
        return LocalRedirect("/Admin/Finance/Import");
    }
}
