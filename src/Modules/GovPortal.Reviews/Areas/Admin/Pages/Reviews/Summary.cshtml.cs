using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>The month's summary of review forms.</summary>
public sealed class SummaryModel(ITexts texts, ReviewSummary summary, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [FromQuery(Name = "month")] public string? Month { get; set; }
    [FromQuery(Name = "agency")] public string? AgencyId { get; set; }

    public SummaryMonth Result { get; private set; } = null!;
    public IReadOnlyList<Agency> Agencies { get; private set; } = [];
    public IEnumerable<SelectListItem> AgencyItems => Agencies.Select(a => new SelectListItem(a.Name, a.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public async Task<IActionResult> OnGetDocxAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        Response.Headers.CacheControl = "no-store";
        return File(ReviewSummary.Docx(Result), FormModel.Docx, $"审查汇总表-{Result.Month:yyyyMM}.docx");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Agencies = ReviewSummary.AgenciesOf(organisation, await current.GetAsync());
        if (Agencies.Count == 0) return false;
        var agency = Agencies.FirstOrDefault(a => a.Id == AgencyId) ?? Agencies[0];
        var month = DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 2000 and < 2200
            ? asked : DateOnly.FromDateTime(time.UtcNow().ToCivil());
        Result = await summary.HandleAsync(db, organisation, agency, month, cancellation);
        return true;
    }
}
