using GovPortal.AdminUi.PageModels;
using GovPortal.Editing.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Editing.Areas.Admin.Pages.Content;

public sealed class CompareModel(ITexts texts, VersionLoader loader, CompareVersions compare, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public ContentVersion From { get; private set; } = null!;
    public ContentVersion To { get; private set; } = null!;
    public IReadOnlyList<FieldDifference> Fields { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, [FromQuery] string from, [FromQuery] string to, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var (before, after) = (await loader.FindAsync(db, from, cancellation), await loader.FindAsync(db, to, cancellation));
        if (before is null || after is null || before.Item.Id != id || after.Item.Id != id) return NotFound();
        if (!ContentAccess.CanRead(actor, before.Version) || !ContentAccess.CanRead(actor, after.Version)) return NotFound();
        (From, To) = (before.Version, after.Version);
        Fields = compare.Handle(after.Type, before.Data, after.Data);
        return Page();
    }
}
