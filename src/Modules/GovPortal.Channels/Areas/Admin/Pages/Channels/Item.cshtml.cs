using System.Globalization;
using GovPortal.AdminUi.PageModels;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Areas.Admin.Pages.Channels;

/// <summary>One item's channels and other media: send, send again, write down.</summary>
public sealed class ItemChannelsModel(ListPostings list, SendByHand send, RecordMedia media, PortalDbContext db, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    public sealed class MediaInput
    {
        public string? Id { get; set; }
        public string? Outlet { get; set; }
        public string? Form { get; set; }
        public string? PrintedOn { get; set; }
        public string? Address { get; set; }
    }

    [BindProperty]
    public MediaInput Input { get; set; } = new();

    public string ItemId { get; private set; } = "";
    public string Title { get; private set; } = "";
    public bool IsPublic { get; private set; }
    /// <summary>Whether the actor does anything here, or only looks.</summary>
    public bool MaySend { get; private set; }
    public IReadOnlyList<PostingRow> Rows { get; private set; } = [];
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IEnumerable<SelectListItem> Forms => Enum.GetValues<MediaForm>().Select(f => new SelectListItem(T[MediaForms.Title(f)], f.ToString()));

    public async Task<IActionResult> OnGetAsync(string id, string? edit, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        if (Rows.FirstOrDefault(r => r.Posting.Id == edit && r.Posting.Kind == ChannelKind.Media)?.Posting is { } known)
        {
            Input = new MediaInput { Id = known.Id, Outlet = known.Outlet, Form = known.Form?.ToString(), PrintedOn = known.PrintedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Address = known.Address };
        }
        return Page();
    }

    public async Task<IActionResult> OnPostMediaAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refused) return refused;
        var day = DateOnly.TryParseExact(Input.PrintedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null;
        var form = Enum.TryParse<MediaForm>(Input.Form, out var named) && Enum.IsDefined(named) ? named : (MediaForm?)null;
        var command = new RecordMediaCommand(string.IsNullOrEmpty(Input.Id) ? null : Input.Id, id, Input.Outlet ?? "", form, day, Input.Address ?? "");
        return Finish(await media.SaveAsync(command, await current.GetAsync(), cancellation), T["媒体刊发情况已登记。"], Here(id), "Input");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id, string posting, string? reason, CancellationToken c) =>
        Answer(id, await media.RemoveAsync(posting, reason ?? "", await current.GetAsync(), c), T["登记已删除，理由已留存。"]);

    public async Task<IActionResult> OnPostSendAsync(string id, string channel, CancellationToken c) =>
        Answer(id, await send.SendAsync(id, channel, await current.GetAsync(), c), T["已排入发送队列。"]);

    public async Task<IActionResult> OnPostRetryAsync(string id, string posting, CancellationToken c) =>
        Answer(id, await send.RetryAsync(posting, await current.GetAsync(), c), T["已重新排入发送队列。"]);

    public async Task<IActionResult> OnPostWithdrawnAsync(string id, string posting, CancellationToken c) =>
        Answer(id, await send.ConfirmWithdrawnAsync(posting, await current.GetAsync(), c), T["已登记为撤下。"]);

    public async Task<IActionResult> OnPostOnlineAsync(string id, string posting, string? address, CancellationToken c) =>
        Answer(id, await send.ConfirmOnlineAsync(posting, address, await current.GetAsync(), c), T["已登记为上线。"]);

    private static string Here(string id) => $"/Admin/Channels/Item/{Uri.EscapeDataString(id)}";

    private IActionResult Answer(string id, Result result, string done)
    {
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded) Flash(done);
        else FlashError(result);
        return LocalRedirect(Here(id));
    }

    private async Task<IActionResult?> LoadAsync(string id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!ListPostings.May(actor)) return Forbid();
        if (await db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellation) is not { } item) return NotFound();
        if (!ChannelPermissions.Sees(actor, item.AgencyId)) return NotFound();
        MaySend = actor.Can(ChannelPermissions.Send, item.AgencyId);
        Rows = await list.OfItemAsync(id, actor, cancellation);
        IsPublic = await db.Set<ContentIndexRow>().AsNoTracking().AnyAsync(r => r.ContentItemId == id && r.IsPublished && !r.IsInternal, cancellation);
        // Of a draft that never went anywhere there is nothing to tell here.
        if (!IsPublic && Rows.Count == 0) return NotFound();
        (ItemId, Title) = (id, (await ContentAccess.TitlesAsync(db, [id], actor, cancellation)).GetValueOrDefault(id) ?? id);
        Channels = await db.Set<Channel>().AsNoTracking().Where(c => c.IsEnabled && (c.AgencyId == null || c.AgencyId == item.AgencyId)).OrderBy(c => c.CreatedUtc).ToListAsync(cancellation);
        return null;
    }
}
