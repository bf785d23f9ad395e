using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>Public items as a package, for another portal, an archive or a disk.</summary>
public sealed class ExportModel(ExportSite export, PortalStateReader state, CurrentActor current, ITexts texts, TimeProvider time) : AdminPageModel(texts)
{
    public IEnumerable<SelectListItem> Formats =>
        [new(T["静态网页（解压后直接用浏览器打开）"], "static"), new(T["页面标签（每条一个网页和一份清单）"], "tags"), new(T["Orchard 内容 JSON（配方）"], "json")];

    public IEnumerable<SelectListItem> Agencies => state.Current.Organisation.Agencies.Select(a => new SelectListItem(a.Name, a.Id));

    public IEnumerable<SelectListItem> Columns =>
        state.Current.Organisation.Columns.Where(state.Current.Organisation.IsPublic).Select(c => new SelectListItem(state.Current.Organisation.FullTitle(c), c.Id));

    public IEnumerable<SelectListItem> Types => state.Current.Definitions.Types.Where(t => t.Listable).Select(t => new SelectListItem(t.DisplayName, t.Name));

    public async Task<IActionResult> OnGetAsync() => ExportSite.May(await current.GetAsync()) ? Page() : Forbid();

    /// <summary>Written into a file first: a package that fails half-way is not handed out.</summary>
    public async Task<IActionResult> OnPostAsync(string? format, string? agency, string? column, string? type, string? from, string? to, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!ExportSite.May(actor)) return Forbid();
        var kind = format switch { "tags" => ExportFormat.Tags, "json" => ExportFormat.Json, _ => ExportFormat.Static };
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        var result = await export.HandleAsync(file, kind, new ExportFilter(agency, column, type, Day(from), Day(to)), actor, trusted: false, cancellation);
        if (!result.Succeeded)
        {
            await file.DisposeAsync();
            FlashError(result);
            return LocalRedirect("/Admin/Channels/Export");
        }
        file.Position = 0;
        return File(file, "application/zip", ExportSite.FileName(kind, time.UtcNow().ToCivilDate()));
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
