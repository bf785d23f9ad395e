using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Portal.Features;

/// <summary>A version as its public page would look, marked as what it is. Never kept, never served here: callers decide who may see it.</summary>
internal sealed class PreviewItem(
    PageGeneration generations, ItemPages pages, PageWriter writer, IEnumerable<IPublicFacts> facts, IDbContextFactory<PortalDbContext> contexts,
    ITexts texts, TimeProvider time) : IItemRenderer
{
    public async Task<string> RenderAsync(VersionInHand version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        var generation = await generations.CurrentAsync(cancellation);
        var culture = CultureInfo.CurrentUICulture.Name;
        var page = pages.Of(ItemSource.Of(version, await FactsAsync(version, cancellation), time.UtcNow()), generation, culture);
        var html = writer.Html(generation, culture, page with
        {
            Notice = texts[version.Version.State == VersionState.Published ? "预览，已发布的版本" : "预览，未发布"],
        }, ownStyle: false);
        // Files that are not published yet are open at the admin's address alone, to those who may read the item.
        return html.Replace("href=\"/media/", "href=\"/Admin/Media/", StringComparison.Ordinal).Replace("src=\"/media/", "src=\"/Admin/Media/", StringComparison.Ordinal);
    }

    private async Task<ItemFacts> FactsAsync(VersionInHand version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = new JsonObject();
        foreach (var fact in facts)
        {
            if (await fact.ForAsync(db, version, cancellation) is { } value) known[fact.Name] = value;
        }
        return ItemFacts.Of(known);
    }
}
