using GovPortal.AdminUi.PageModels;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Audit.Areas.Admin.Pages.Audit;

/// <summary>The daily roots: to print, to take along, and to compare with what was written down.</summary>
public sealed class RootsModel(DailyRoots roots, CheckRoot check, CurrentActor current, PortalStateReader state, ITexts texts) : AdminPageModel(texts)
{
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [BindProperty(SupportsGet = true, Name = "before")]
    public DateOnly? Before { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public string? Root { get; set; }

    public DailyRootPage List { get; private set; } = new([], null);

    public IReadOnlyList<Failure> Failures { get; private set; } = [];

    /// <summary>The root that the pasted one agrees with.</summary>
    public DailyRoot? Agreed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public async Task<IActionResult> OnGetTextAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Download(DailyRoots.Text(state.Current.Site.Name, List.Roots, T), "text/plain; charset=utf-8", "txt") : Forbid();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Download(DailyRoots.Docx(state.Current.Site.Name, List.Roots, T), DocxType, "docx") : Forbid();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await check.HandleAsync(Day, Root, cancellation);
        (Agreed, Failures) = (result.Value, result.Failures);
        return Page();
    }

    private FileContentResult Download(byte[] bytes, string type, string extension)
    {
        Response.Headers.CacheControl = "no-store";
        return File(bytes, type, List.Roots.Count == 0 ? $"{T["每日根值"]}.{extension}" : $"{T["每日根值"]}-{List.Roots[^1].Day:yyyyMMdd}-{List.Roots[0].Day:yyyyMMdd}.{extension}");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(AuditPermissions.Read)) return false;
        List = await roots.HandleAsync(Before, cancellation);
        return true;
    }
}
