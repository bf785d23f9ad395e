using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>What other media printed in a year.</summary>
public sealed class MediaModel(ReadMediaRecord read, CurrentActor current, ITexts texts, TimeProvider time) : AdminPageModel(texts)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int FirstYear = 2000, LastYear = 2100;

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "year")] public string? Given { get; set; }
    [FromQuery(Name = "outlet")] public string? Outlet { get; set; }
    [FromQuery(Name = "form")] public string? Form { get; set; }

    public MediaYear Record { get; private set; } = new([], 0, [], []);

    private int Present => time.UtcNow().ToCivilDate().Year;
    public int Year => int.TryParse(Given, out var year) && year is >= FirstYear and <= LastYear ? year : Present;

    private MediaFilter Filter => new(Year, Outlet, Enum.TryParse<MediaForm>(Form, ignoreCase: true, out var form) && Enum.IsDefined(form) ? form : null);

    public IEnumerable<SelectListItem> YearItems => Record.Years.Union([Present, Year]).OrderDescending().Select(y => new SelectListItem(T["{0}年", y], $"{y}"));
    public IEnumerable<SelectListItem> OutletItems => Record.Outlets.Select(o => o.Outlet).Distinct().Select(o => new SelectListItem(o, o));
    public IEnumerable<SelectListItem> FormItems => Enum.GetValues<MediaForm>().Select(f => new SelectListItem(T[MediaForms.Title(f)], f.ToString().ToLowerInvariant()));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var found = await read.HandleAsync(Query, Filter, await current.GetAsync(), cancellation);
        if (!found.Succeeded) return Forbid();
        Record = found.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        var file = await read.ExportAsync(Filter, await current.GetAsync(), cancellation);
        return file.Succeeded ? File(file.Value, XlsxType, $"{T["{0}年媒体刊发情况", Year]}.xlsx") : Forbid();
    }
}
