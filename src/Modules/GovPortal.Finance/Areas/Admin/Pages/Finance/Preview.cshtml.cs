using GovPortal.AdminUi.PageModels;
using GovPortal.Finance.Features;
using GovPortal.Finance.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Finance.Areas.Admin.Pages.Finance;

/// <summary>What an import would do: each sheet and its table, what is not used, what does not add up. Nothing changes before the confirmation.</summary>
public sealed class PreviewModel(ITexts texts, PortalDbContext db, CurrentActor current, PreviewFinanceBook preview, ApplyFinanceBook apply, FinanceUploads uploads) : AdminPageModel(texts)
{
    /// <summary>So many differences are listed one by one; unused cells are listed all.</summary>
    public const int MaxShown = 200;

    public FinanceUpload Upload { get; private set; } = null!;
    public FinancePreview? Preview { get; private set; }

    /// <summary>元 is converted to 万元: only where the person said so.</summary>
    public bool Converts { get; private set; }

    public Task<IActionResult> OnGetAsync([FromQuery] string? upload, [FromQuery] bool convert, CancellationToken cancellation) => ShowAsync(upload, convert, cancellation);

    public async Task<IActionResult> OnPostApplyAsync(
        [FromQuery] string upload, [FromForm] string token, [FromForm] bool convert, [FromForm] bool acceptUnused, CancellationToken cancellation)
    {
        var done = await apply.HandleAsync(upload, token ?? "", convert, acceptUnused, await current.GetAsync(), cancellation);
        if (done.Has(Failure.NotAllowed)) return Forbid();
        if (done.Succeeded)
        {
            Flash(T["报表已导入草稿。请补充文字部分，核对后提交审查。"]);
            return LocalRedirect("/Admin/Content/Item/" + done.Value.ContentItemId);
        }
        AddFailures(done);
        return await ShowAsync(upload, convert, cancellation);
    }

    public async Task<IActionResult> OnPostCancelAsync([FromQuery] string upload, CancellationToken cancellation)
    {
        await uploads.ForgetAsync(upload, await current.GetAsync(), cancellation);
        return LocalRedirect("/Admin/Finance/Import");
    }

    private async Task<IActionResult> ShowAsync(string? id, bool convert, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return Forbid();
        if (await FinanceUploads.FindAsync(db, id, actor, cancellation) is not { } upload)
        {
            FlashError(Failure.Of("finance.upload-gone"));
            return LocalRedirect("/Admin/Finance/Import");
        }
        (Upload, Converts) = (upload, convert);
        var read = await preview.HandleAsync(upload, convert, actor, cancellation);
        if (read.Has(Failure.NotAllowed)) return Forbid();
        if (read.Succeeded) Preview = read.Value;
        else AddFailures(read);
        return Page();
    }
}
