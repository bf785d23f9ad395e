using System.Text;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Portal.Features;

/// <summary><c>/themes/{theme}/{file}</c>, <c>/robots.txt</c> and <c>/favicon.ico</c>.</summary>
internal static class SiteFiles
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var theme = endpoints.ServiceProvider.GetRequiredService<ThemeFiles>();
        endpoints.MapFile(theme.Current.BaseUrl + "/{**file}", http => SendThemeFileAsync(http, theme));
        endpoints.MapFile("/robots.txt", SendRobotsAsync);
        // Asked for by browsers that show a file without a page around it, such as a PDF.
        endpoints.MapFile("/favicon.ico", http =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            http.Response.Redirect($"{theme.Current.BaseUrl}/mark.svg?v={theme.Current.Version}");
            return Task.CompletedTask;
        });
    }

    /// <summary>An address with the theme's version in it holds for good; without it the browser asks each time.</summary>
    private static async Task SendThemeFileAsync(HttpContext http, ThemeFiles theme)
    {
        var (snapshot, response) = (theme.Current, http.Response);
        if (http.GetRouteValue("file") is not string name || !snapshot.Files.TryGetValue(name, out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var coding = ContentCodings.Choose(http.Request.Headers.AcceptEncoding);
        if (!file.Bodies.ContainsKey(coding)) coding = ContentCoding.Identity;
        var etag = $"\"{file.Hash}-{coding.HeaderName() ?? "id"}\"";
        response.Headers.ETag = etag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = http.Request.Query["v"] == snapshot.Version ? "public, max-age=31536000, immutable" : "public, no-cache";
        if (http.Request.Headers.IfNoneMatch.Contains(etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var body = file.Bodies[coding];
        (response.ContentType, response.ContentLength) = (file.ContentType, body.Length);
        if (coding.HeaderName() is { } header) response.Headers.ContentEncoding = header;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Search engines are welcome to all that is public, and have no use for results pages and the admin.</summary>
    private static async Task SendRobotsAsync(HttpContext http)
    {
        var site = (await http.RequestServices.GetRequiredService<PageGeneration>().CurrentAsync(http.RequestAborted)).Site;
        var text = new StringBuilder("User-agent: *\nDisallow: /Admin\nDisallow: /Login\nDisallow: /search?\nDisallow: /display\nDisallow: /api/\n");
        if (site is { SitemapFileUrl: { } map, BaseUrl.Length: > 0 }) text.Append("Sitemap: ").Append(site.BaseUrl).Append(map).Append('\n');
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }
}
