using System.Globalization;
using System.Text;
using GovPortal.Kernel.Indexing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Pages;
using QRCoder;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/content/{contentItemId}/qr.svg</c>: a live item's lasting address as a QR code, for paper and telephones. One query. Only with
/// a base address of the site: what a request calls its host is not trusted.
/// </summary>
internal sealed class ItemQrCode(IPublishedContent content) : IPublicPage
{
    public const string Route = "/content/{contentItemId}/qr.svg";
    private const int QuietZone = 2;

    public static string Url(string contentItemId) => $"/content/{contentItemId}/qr.svg";

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var (site, id) = (request.Generation.Site, request.Path.Split('/')[1]);
        return site.BaseUrl.Length > 0 && ItemAddress.IsId(id) && await content.AddressAsync(id, cancellation) is not null
            ? new PublicAnswer.File("image/svg+xml", Svg($"{site.BaseUrl}/content/{id}"))
            : PublicAnswer.NotFound;
    }

    internal static string Svg(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        // The library's own quiet zone is four modules; the page has white around the picture.
        var (skip, size) = (4 - QuietZone, rows.Count - (2 * (4 - QuietZone)));
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (rows[y + skip][x + skip]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>""";
    }
}
