using System.Globalization;
using System.Text;
using QRCoder;

namespace GovPortal.Requests.Endpoints;

/// <summary>An address as a QR code for paper and telephones, as a picture that stands within the page.</summary>
internal static class QrPicture
{
    /// <param name="title">What it is, for who does not see it; escaped by the caller's choice of words: it holds none that need it.</param>
    public static string Svg(string address, string title)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return $"""<svg class="request-qr" role="img" aria-label="{title}" width="160" height="160" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{rows.Count}v{rows.Count}H0z"/><path fill="#000" d="{path}"/></svg>""";
    }
}
