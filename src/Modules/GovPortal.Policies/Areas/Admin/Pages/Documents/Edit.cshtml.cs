using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Areas.Admin.Pages.Documents;

/// <summary>Says what became of one document.</summary>
public sealed class EditModel(ITexts texts, ChangeValidity change, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty] public string? State { get; set; }
    [BindProperty] public DateOnly? Since { get; set; }
    [BindProperty] public string? By { get; set; }
    [BindProperty] public string? Note { get; set; }

    public string Title { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var status = await db.Set<DocumentStatus>().AsNoTracking().FirstOrDefaultAsync(s => s.ContentItemId == id, cancellation);
        (State, Since, Note) = (status?.State ?? DocumentStatus.Valid, status?.Since ?? CivilTime.DateOf(time.GetUtcNow().UtcDateTime), status?.Note);
        if (status?.ByItemId is { } by)
        {
            By = await db.Set<IndexNumber>().Where(n => n.ContentItemId == by).Select(n => n.Number).FirstOrDefaultAsync(cancellation)
                ?? await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == by && r.IsPublished).Select(r => r.Title).FirstOrDefaultAsync(cancellation);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var result = await change.HandleAsync(new ChangeValidityCommand(id, State, Since, By, Note), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            Flash(T["文件有效性已变更。"]);
            return LocalRedirect("/Admin/Documents");
        }
        AddFailures(result);
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(string id, CancellationToken cancellation)
    {
        var row = await db.Set<ContentIndexRow>().AsNoTracking().FirstOrDefaultAsync(r => r.ContentItemId == id && r.IsPublished && PolicyTypes.DocumentTypes.Contains(r.ContentType), cancellation);
        if (row is null) return NotFound();
        Title = row.Title;
        return ChangeValidity.MayChange(await current.GetAsync(), row.AgencyId, row.SectionId) ? null : Forbid();
    }
}
