using System.Globalization;
using GovPortal.Kernel.Indexing;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Features;

/// <summary>Pages of live items outside a request, in the site's own language.</summary>
internal sealed class PublishedPages(PageGeneration generations, ItemPages pages, PageWriter writer, ThemeFiles theme) : IPublishedPages
{
    private const string Culture = "zh-CN";

    public async Task<string> RenderAsync(PublishedItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        // A verb of the command line has no reader that follows the log.
        if (!generations.HasStarted) await generations.StartAsync(cancellation);
        var generation = await generations.CurrentAsync(cancellation);
        // Templates take the words of the interface in the culture of the flow they run in.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Culture);
        return writer.Html(generation, Culture, pages.Of(ItemSource.Of(item, generation), generation, Culture));
    }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> ThemeFiles
    {
        get
        {
            var current = theme.Current;
            return current.Files.ToDictionary(f => $"{current.BaseUrl}/{f.Key}", f => (ReadOnlyMemory<byte>)f.Value.Bodies[ContentCoding.Identity]);
        }
    }
}
