using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Supervision.Areas.Admin.Pages.Supervision;

/// <summary>A leader's glance: which sections are red, and since when.</summary>
[ResponseCache(NoStore = true)]
public sealed class GlanceModel(ITexts texts, ReadGlance read, CurrentActor current) : AdminPageModel(texts)
{
    public IReadOnlyList<GlanceLine> Lines { get; private set; } = [];

    public static string LightTitle(string light) => light switch { "danger" => "红灯", "warning" => "黄灯", _ => "绿灯" };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var result = await read.HandleAsync(await current.GetAsync(), cancellation);
        if (!result.Succeeded) return Forbid();
        Lines = result.Value;
        return Page();
    }
}
