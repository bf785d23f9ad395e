using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Training.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Training.Areas.Admin.Pages.Training;

/// <summary>Hours of each person in a year; the one page that shows who took part.</summary>
[ResponseCache(NoStore = true)]
public sealed class HoursModel(ITexts texts, ReadHours read, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int FirstYear = 2000, LastYear = 2100;

    [FromQuery(Name = "year")] public string? Year { get; set; }

    public YearHours Hours { get; private set; } = new(0, [], 0, 0, false);

    private int Asked => int.TryParse(Year, out var year) && year is >= FirstYear and <= LastYear ? year : time.UtcNow().ToCivilDate().Year;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var found = await read.HandleAsync(Asked, await current.GetAsync(), cancellation);
        if (!found.Succeeded) return Forbid();
        Hours = found.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        var file = await read.ExportAsync(Asked, await current.GetAsync(), cancellation);
        return file.Succeeded ? File(file.Value, XlsxType, $"{T["{0}年参训人员学时", Asked]}.xlsx") : Forbid();
    }
}
