using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>What got where and when.</summary>
public sealed class PostingsPageModel(ListPostings list, PortalDbContext db, PortalStateReader state, CurrentActor current, ITexts texts, TimeProvider time) : AdminPageModel(texts)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "channel")] public string? Channel { get; set; }
    [FromQuery(Name = "state")] public string? State { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    [FromQuery(Name = "from")] public string? From { get; set; }
    [FromQuery(Name = "to")] public string? To { get; set; }

    public PostingPage Result { get; private set; } = new([], 0);
    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];
    public bool ManagesChannels { get; private set; }

    public bool IsFiltered => new[] { Channel, State, Column, From, To }.Any(f => !string.IsNullOrEmpty(f));

    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<PostingState>().Select(s => new SelectListItem(T[PostingStates.Title(s)], PostingStates.Code(s))).Append(new SelectListItem(T["需人工撤下"], "hand"));

    public IEnumerable<SelectListItem> Columns => state.Current.Organisation.Columns.Select(c => new SelectListItem(state.Current.Organisation.FullTitle(c), c.Id));

    private PostingFilter Filter => new(Channel, State, Column, Day(From), Day(To));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!ListPostings.May(actor)) return Forbid();
        ManagesChannels = actor.CanSomewhere(ChannelPermissions.Manage);
        var seen = ChannelPermissions.SeenBy(actor);
        var channels = await db.Set<Channel>().AsNoTracking().OrderBy(c => c.CreatedUtc).ToListAsync(cancellation);
        Channels = [.. channels.Where(c => c.AgencyId is null || seen?.Contains(c.AgencyId) != false).Select(c => new SelectListItem(c.Title, c.Id)), new SelectListItem(T["其他媒体"], "media")];
        Result = await list.HandleAsync(Query, Filter, actor, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellation)
    {
        var file = await list.ExportAsync(Filter, await current.GetAsync(), cancellation);
        return file.Succeeded ? File(file.Value, XlsxType, $"渠道和媒体刊发情况 {time.UtcNow().ToCivilDate():yyyy-MM-dd}.xlsx") : Forbid();
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
