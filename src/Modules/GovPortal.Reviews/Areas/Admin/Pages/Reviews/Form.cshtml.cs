using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>The review form of a version, to read, print and download.</summary>
public sealed class FormModel(ITexts texts, ReadReviewForm read, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public ReviewFormView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string versionId, CancellationToken cancellation) =>
        await LoadAsync(versionId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnGetDocxAsync(string versionId, CancellationToken cancellation)
    {
        if (!await LoadAsync(versionId, cancellation)) return NotFound();
        Response.Headers.CacheControl = "no-store";
        return File(FormSheet.Docx(View), Docx, $"信息发布审查表-{View.Form.FilledUtc.ToCivil():yyyyMMdd}-{View.Form.VersionId[..6]}.docx");
    }

    private async Task<bool> LoadAsync(string versionId, CancellationToken cancellation)
    {
        if (await read.HandleAsync(db, versionId, await current.GetAsync(), cancellation) is not { } view) return false;
        View = view;
        return true;
    }
}
