using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Notifications.Areas.Admin.Pages.Notices;

/// <summary>One's own inbox.</summary>
public sealed class IndexModel(ListNotices list, MarkNotices mark, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "tone")] public string? Tone { get; set; }

    public NoticePage Result { get; private set; } = new([], 0, 0);

    public bool IsFiltered => Query.Q is not null || State is { Length: > 0 } || Tone is { Length: > 0 };

    public IEnumerable<SelectListItem> States => [new(T["未读"], "unread")];

    public IEnumerable<SelectListItem> ToneChoices => Tones.All.Select(t => new SelectListItem(T[Tones.Title(t)], t));

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Result = await list.HandleAsync(Query, State == "unread", Tone, await current.GetAsync(), cancellation);

    /// <param name="ids">The rows that were chosen.</param>
    /// <param name="do">read, unread or all.</param>
    public async Task<IActionResult> OnPostAsync(string[] ids, string? @do, CancellationToken cancellation)
    {
        var changed = await mark.HandleAsync(@do == "all" ? null : ids, read: @do != "unread", await current.GetAsync(), cancellation);
        Flash(@do == "unread" ? T["已将 {0} 条标为未读。", changed] : T["已将 {0} 条标为已读。", changed]);
        return LocalRedirect("/Admin/Notices" + Request.QueryString);
    }

    public static string Icon(string tone) => tone switch
    {
        "danger" => "exclamation-triangle",
        "warning" => "alarm",
        "success" => "check-circle",
        _ => "info-circle",
    };
}
