using GovPortal.AdminUi;

namespace GovPortal.Web.Security;

/// <summary>
/// Headers of every answer, set as the answer starts, so that an error page has them too. Scripts and styles come from
/// this site alone; a page with the rich-text editor (<see cref="AllowInlineStylesAttribute"/>) may style inline. An
/// endpoint that sets a policy of its own keeps it.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            var headers = http.Response.Headers;
            // Not modified: the reader keeps the policy that came with the page, and with it the style it allows.
            if (headers.ContentSecurityPolicy.Count == 0 && http.Response.StatusCode != StatusCodes.Status304NotModified)
            {
                var inline = http.GetEndpoint()?.Metadata.GetMetadata<AllowInlineStylesAttribute>() is not null;
                headers.ContentSecurityPolicy = inline ? ContentSecurityPolicy.WithInlineStyles : ContentSecurityPolicy.Strict;
            }
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
