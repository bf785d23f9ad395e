using GovPortal.AdminUi.Shell;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <param name="MaySend">Whether the actor does anything about them.</param>
public sealed record PostingsModel(string ContentItemId, IReadOnlyList<PostingRow> Rows, bool MaySend);

/// <summary>Where an item got to, on its admin page; nothing where there is nothing to tell or do.</summary>
internal sealed class PostingsPanel(ITexts texts) : IItemPanel
{
    public async Task<ItemPanel?> ForAsync(PortalDbContext db, ContentItemRow item, Actor actor, CancellationToken cancellation)
    {
        var isPublic = item.PublishedVersionId is not null && await QueuePostings.Live(db).AnyAsync(r => r.ContentItemId == item.Id, cancellation);
        var maySend = actor.Can(ChannelPermissions.Send, item.AgencyId);
        var rows = await new ListPostings(db, texts).OfItemAsync(item.Id, actor, cancellation);
        return rows.Count == 0 && !(isPublic && maySend) ? null : new ItemPanel("/Areas/Admin/Pages/Channels/_Panel.cshtml", new PostingsModel(item.Id, rows, maySend));
    }
}
