using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace GovPortal.Api.Endpoints;

/// <summary>The script of the page where requests are tried, out of the library's own assembly: nothing is asked of another site.</summary>
internal static class ReferenceScript
{
    /// <summary>With the library's version, so that it may be kept for good.</summary>
    public static string Path { get; } = $"/Admin/ApiReference/{typeof(ScalarOptions).Assembly.GetName().Version}/scalar.js";

    public static void MapReferenceScript(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, (RequestDelegate)SendAsync);

    /// <summary>The library keeps it packed; few browsers want it otherwise.</summary>
    private static async Task SendAsync(HttpContext http)
    {
        await using var packed = typeof(ScalarOptions).Assembly.GetManifestResourceStream("ScalarStaticAssets.scalar.js")!;
        http.Response.ContentType = "text/javascript; charset=utf-8";
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await packed.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }
        await using var script = new GZipStream(packed, CompressionMode.Decompress);
        await script.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
