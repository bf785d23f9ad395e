using GovPortal.AdminUi.PageModels;
using GovPortal.Audit.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Audit.Areas.Admin.Pages.Audit;

/// <summary>All that happened to one item, newest first.</summary>
public sealed class ItemModel(ListEvents list, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "before")]
    public long? Before { get; set; }

    public string ItemId { get; private set; } = "";

    public AuditPage List { get; private set; } = new([], null);

    /// <summary>Null where the reader may not know it.</summary>
    public string? ItemTitle => List.Rows.Select(r => r.ItemTitle).FirstOrDefault(t => t is not null);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(AuditPermissions.Read)) return Forbid();
        ItemId = id;
        List = await list.HandleAsync(new AuditFilter(Subject: id), Before, actor, cancellation);
        return List.Rows.Count == 0 && Before is null ? NotFound() : Page();
    }

    public static string Tone(string kind) => kind switch
    {
        "content.published" or "review.approved" or "content.approved" => "success",
        "review.returned" or "content.withdrawn" => "warning",
        "content.purged" or "media.purged" => "danger",
        _ => "info",
    };
}
