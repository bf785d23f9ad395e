using GovPortal.Portal.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Portal.Pages;

internal static class PublicEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Serves a page for everybody, through the output cache.</summary>
    public static void MapPage<TPage>(this IEndpointRouteBuilder endpoints, string pattern) where TPage : class, IPublicPage
    {
        var page = endpoints.ServiceProvider.GetRequiredService<TPage>();
        endpoints.MapMethods(pattern, Methods, (RequestDelegate)(http => AnswerAsync(http, page))).AllowAnonymous().WithMetadata(page, new PageCachePolicy());
    }

    public static void MapFile(this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate answer) =>
        endpoints.MapMethods(pattern, Methods, answer).AllowAnonymous();

    private static async Task AnswerAsync(HttpContext http, IPublicPage page)
    {
        var request = await PublicRequest.OfAsync(http);
        if (Has(http.Request, request.ETag))
        {
            // The reader's copy is of this very generation; nothing need be looked up.
            PageWriter.SetValidators(http.Response, request, lasting: true);
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var writer = http.RequestServices.GetRequiredService<PageWriter>();
        switch (await page.HandleAsync(request, http.RequestAborted))
        {
            case PublicAnswer.Page found:
                await writer.SendAsync(http, request, found.Content);
                break;
            case PublicAnswer.File file:
                await PageWriter.SendAsync(http, request, file);
                break;
            case PublicAnswer.Moved moved:
                http.Response.Headers.CacheControl = "no-cache";
                http.Response.StatusCode = moved.Lasting ? StatusCodes.Status301MovedPermanently : StatusCodes.Status302Found;
                http.Response.Headers.Location = new PathString("/" + moved.Path).ToUriComponent();
                break;
            default:
                await writer.SendAsync(http, request, writer.NotFound(request));
                break;
        }
    }

    private static bool Has(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
        && known.Any(k => k.Tag == etag);
}
