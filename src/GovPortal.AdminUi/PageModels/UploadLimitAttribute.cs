using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace GovPortal.AdminUi.PageModels;

/// <summary>
/// Answers an upload over the limit with a page that says so. Runs before the antiforgery check, which would read the whole
/// body and answer with a bare 400. A browser shows an answer only once its upload has been taken, so the body is read and
/// thrown away, up to a bound; beyond it the connection ends.
/// </summary>
/// <param name="maxFileBytes">Largest file, in bytes.</param>
/// <param name="tooLargeUrl">The page that says so.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute(int maxFileBytes, string tooLargeUrl) : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    public int MaxFileBytes => maxFileBytes;

    public string TooLargeUrl => tooLargeUrl;

    /// <summary>The other form fields and the multipart frame, in bytes.</summary>
    private const long Slack = 64 * 1024;

    /// <summary>The largest body that is read to be refused, in bytes.</summary>
    private const long Drained = 512L * 1024 * 1024;

    /// <summary>Before the antiforgery filter, whose order is 1000.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)) return;
        var limit = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (request.ContentLength is not { } length || length <= maxFileBytes + Slack)
        {
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = maxFileBytes + Slack;
            return;
        }
        if (length <= Drained)
        {
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = Drained;
            await request.Body.CopyToAsync(Stream.Null, context.HttpContext.RequestAborted);
        }
        context.Result = new LocalRedirectResult(tooLargeUrl);
    }
}
