using GovPortal.AdminUi;

namespace GovPortal.Web.Security;

/// <summary>
/// Headers of every answer. Scripts and styles come from this site alone; pages with the HTML editor allow inline styles
/// by an attribute on their page model.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Csp =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; frame-src 'self'; connect-src 'self'";

    private static readonly string EditorCsp = Csp.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Csp;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }

    /// <summary>After routing: a page with the HTML editor, which styles what it draws, may have inline styles.</summary>
    public static Task ForEndpointAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AllowInlineStylesAttribute>() is not null) context.Response.Headers.ContentSecurityPolicy = EditorCsp;
        return next(context);
    }
}
