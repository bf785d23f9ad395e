using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Portal.Areas.Admin.Pages.Site;

/// <summary>What the public site says of itself: name, marks, organiser.</summary>
public sealed class IndexModel(ITexts texts, CurrentActor current, PortalDbContext db, SaveSiteSettings save) : AdminPageModel(texts)
{
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Code { get; set; }
    [BindProperty] public string? Icp { get; set; }
    [BindProperty] public string? PoliceRecord { get; set; }
    [BindProperty] public string? Organizer { get; set; }
    [BindProperty] public string? Phone { get; set; }
    [BindProperty] public string? Address { get; set; }
    [BindProperty] public string? BaseUrl { get; set; }
    [BindProperty] public string? MarkUrl { get; set; }
    [BindProperty] public string? SearchSuggestions { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!(await current.GetAsync()).CanSomewhere(Permissions.SettingsManage)) return Forbid();
        var site = await SiteSettings.LoadAsync(db, cancellation);
        (Name, Code, Icp, PoliceRecord, Organizer) = (site.Name, site.Code, site.Icp, site.PoliceRecord, site.Organizer);
        (Phone, Address, BaseUrl, MarkUrl, SearchSuggestions) = (site.Phone, site.Address, site.BaseUrl, site.MarkUrl, site.SearchSuggestions);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var settings = new SiteSettings
        {
            Name = Line(Name), Code = Line(Code), Icp = Line(Icp), PoliceRecord = Line(PoliceRecord), Organizer = Line(Organizer), Phone = Line(Phone),
            Address = Line(Address), BaseUrl = Line(BaseUrl).TrimEnd('/'), MarkUrl = Line(MarkUrl),
            SearchSuggestions = string.Join('\n', SiteSettings.SuggestionsOf((SearchSuggestions ?? "").ReplaceLineEndings("\n"))),
        };
        return Finish(await save.HandleAsync(settings, await current.GetAsync(), cancellation), T["站点信息已保存，公开页面随即更新。"], "/Admin/Site");
    }

    private static string Line(string? typed) => typed?.Trim() ?? "";
}
