using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Reviews.Areas.Admin.Pages.Screening;

/// <summary>The county's word list and the columns of process documents.</summary>
public sealed class IndexModel(ITexts texts, SaveScreeningSettings save, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? BlockingWords { get; set; }
    [BindProperty] public List<string> ProcessColumns { get; set; } = [];

    public IReadOnlyList<SelectListItem> Columns { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var settings = await ScreeningSettings.LoadAsync(db, cancellation);
        Words = Lines(settings, Severity.Warning);
        BlockingWords = Lines(settings, Severity.Blocking);
        ProcessColumns = [.. settings.ProcessColumns];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        List<CountyWord> words = [.. Read(Words, Severity.Warning), .. Read(BlockingWords, Severity.Blocking)];
        var columns = ProcessColumns.Where(c => Columns.Any(k => k.Value == c)).ToList();
        var result = await save.HandleAsync(new ScreeningSettings([.. words.OrderByDescending(w => w.Severity).DistinctBy(w => w.Text)], columns), await current.GetAsync(), cancellation);
        return Finish(result, T["筛查设置已保存。"], "/Admin/Screening");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(ReviewPermissions.ManageRoutes)) return false;
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Columns = [.. organisation.Columns.Where(c => !c.IsGroup).Select(c => new SelectListItem(organisation.FullTitle(c), c.Id))];
        return true;
    }

    private static string Lines(ScreeningSettings settings, Severity severity) => string.Join('\n', settings.Words.Where(w => w.Severity == severity).Select(w => w.Text));

    private static IEnumerable<CountyWord> Read(string? lines, Severity severity) =>
        (lines ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => new CountyWord(w, severity));
}
