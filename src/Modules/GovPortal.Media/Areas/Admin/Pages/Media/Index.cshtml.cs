using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Text;
using GovPortal.Media.Features;
using GovPortal.Media.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Media.Areas.Admin.Pages.Media;

/// <summary>Attachments of the items that this person may read.</summary>
public sealed class IndexModel(ListMedia list, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")]
    public ListQuery Query { get; set; } = new();

    public MediaList List { get; private set; } = new([], 0);

    public IReadOnlyList<SelectListItem> States =>
        [.. Enum.GetValues<MediaState>().Select(s => new SelectListItem(T[Title(s)], Code(s)))];

    public async Task<IActionResult> OnGetAsync([FromQuery] string? state, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(MediaPermissions.Upload)) return Forbid();
        MediaState? wanted = Enum.GetValues<MediaState>().Where(s => Code(s) == state).Select(s => (MediaState?)s).FirstOrDefault();
        List = await list.HandleAsync(new ListMediaQuery(Query.Q, wanted, Query.Skip, Query.PageSize), actor, cancellation);
        return Page();
    }

    public static string Title(MediaState state) => state switch
    {
        MediaState.Open => "已公开",
        MediaState.Purged => "已清除",
        _ => "未公开",
    };

    public static string Tone(MediaState state) => state switch
    {
        MediaState.Open => "success",
        MediaState.Purged => "danger",
        _ => "neutral",
    };

    /// <summary>A length as people read it, in binary units.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / 1024d:0.#} KB",
        _ => $"{bytes / 1024d / 1024d:0.#} MB",
    };

    public static string PreviewUrl(string path) => "/Admin/Media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Code(MediaState state) => state.ToString().ToLowerInvariant();
}
