using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/{path}</c>: a live item at its own address; one query. An address the item once had leads to the present one; that
/// takes a second query.
/// </summary>
internal sealed class ItemPage(IPublishedContent content, ItemPages pages) : IPublicPage
{
    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        // What cannot be an address is not asked for.
        if (request.Path.Length == 0 || ItemPaths.CheckForm(request.Path) is not null) return PublicAnswer.NotFound;
        if (await content.ByPathAsync(request.Path, cancellation) is { } item)
        {
            return new PublicAnswer.Page(pages.Of(ItemSource.Of(item, request.Generation), request.Generation, request.Culture));
        }
        return await content.AddressAsync(request.Path, cancellation) is { } present && present != request.Path
            ? new PublicAnswer.Moved(present, Lasting: true)
            : PublicAnswer.NotFound;
    }
}

/// <summary><c>/content/{contentItemId}</c>: leads to the live item's address; one query.</summary>
internal sealed class ItemAddress(IPublishedContent content) : IPublicPage
{
    private const string Prefix = "content/";

    /// <summary>What cannot be an id is not asked for.</summary>
    internal static bool IsId(string text) => text.Length is > 0 and <= 26 && text.All(char.IsAsciiLetterOrDigit);

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var id = request.Path[Prefix.Length..];
        return IsId(id) && await content.AddressAsync(id, cancellation) is { } path
            ? new PublicAnswer.Moved(path, Lasting: false)
            : PublicAnswer.NotFound;
    }
}
