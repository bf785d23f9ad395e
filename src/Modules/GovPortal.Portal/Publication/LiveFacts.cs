using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Publication;

/// <summary>The facts of an item that is live already, changed because another item was published or withdrawn.</summary>
internal static class LiveFacts
{
    /// <summary>Does nothing where the item is not live.</summary>
    public static async Task ChangeAsync(PortalDbContext db, string contentItemId, Func<JsonObject, Task> change, CancellationToken cancellation)
    {
        var row = db.Set<ContentIndexRow>().Where(r => r.ContentItemId == contentItemId && r.IsPublished);
        // Takes the row's lock, so that of two publications at once neither loses the other's entry.
        if (await row.ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, r => r.Facts), cancellation) == 0) return;
        var before = await row.AsNoTracking().Select(r => r.Facts).SingleAsync(cancellation);
        var facts = (JsonObject)JsonNode.Parse(before)!;
        await change(facts);
        var after = facts.ToJsonString(CanonicalJson.Unescaped);
        if (after != before) await row.ExecuteUpdateAsync(s => s.SetProperty(r => r.Facts, after), cancellation);
    }
}
