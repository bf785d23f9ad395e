using System.Diagnostics;
using System.Globalization;
using GovPortal.Portal.Generations;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Logging;

namespace GovPortal.Portal.Pages;

/// <summary>
/// A public page that failed answers 500 in the site's own dress, with a number to quote and nothing of the cause. Where
/// even that fails, the host's plain page stands.
/// </summary>
internal sealed class PublicErrorPage(PageWriter writer, PageGeneration generations, ILogger<PublicErrorPage> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var feature = httpContext.Features.Get<IExceptionHandlerPathFeature>();
        if (feature?.Endpoint?.Metadata.GetMetadata<IPublicPage>() is null) return false;
        var number = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        log.LogError(exception, "Public page failed, {RequestNumber}", number);
        try
        {
            var culture = httpContext.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = culture;
            var generation = await generations.CurrentAsync(cancellationToken);
            var model = writer.Message(generation, culture.Name, "页面暂时无法显示", (feature.Path ?? "").Trim('/')) with { RequestId = number };
            var html = writer.Html(generation, culture.Name, new PublicPage("Error", model));
            PageWriter.AllowStyle(httpContext.Response, generation);
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-store";
            await httpContext.Response.WriteAsync(html, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // The error page must not bring an error of its own to the reader.
        catch (Exception error) when (error is not OperationCanceledException && !httpContext.Response.HasStarted)
#pragma warning restore CA1031
        {
            log.LogError(error, "The error page failed as well");
            return false;
        }
    }
}
