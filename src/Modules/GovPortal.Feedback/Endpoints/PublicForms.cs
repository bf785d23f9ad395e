using System.Net;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Feedback.Endpoints;

/// <summary>
/// What all public forms do alike. Pages with forms are kept by caches and carry no antiforgery token; the browser's own word on
/// where a request comes from stands in for it.
/// </summary>
internal static class PublicForms
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>The form that was sent; null where it is refused, with the answer's status set.</summary>
    public static async Task<PublicForm?> ReadAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!SameSite(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }
        try
        {
            if (http.Request.ContentLength > MaxBodyBytes) throw new BadHttpRequestException("Too long.", StatusCodes.Status413PayloadTooLarge);
            if (http.Request.HasFormContentType) return new PublicForm(await http.Request.ReadFormAsync(http.RequestAborted), http.Connection.RemoteIpAddress);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException error)
        {
            http.Response.StatusCode = error.StatusCode;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        return null;
    }

    /// <summary>A page of the site with a form's values, and every reason at its field.</summary>
    public static Task WriteAsync(HttpContext http, int status, string title, string template, Dictionary<string, object?> values, Result? refused = null)
    {
        var services = http.RequestServices;
        var texts = services.GetRequiredService<ITexts>();
        var failures = refused?.Failures ?? [];
        values["Errors"] = failures.Select(f => new Dictionary<string, object?> { ["Field"] = f.Field ?? "", ["Text"] = texts.Of(f) }).ToList();
        values["At"] = failures.Where(f => f.Field is not null).GroupBy(f => f.Field!).ToDictionary(g => g.Key, g => (object?)string.Join("；", g.Select(texts.Of)));
        return services.GetRequiredService<IPublicAnswer>().WriteAsync(http, status, texts[title], template, values);
    }

    public static int StatusOf(Result refused) =>
        refused.Has("letter.too-many") || refused.Has("letter.too-many-looks") ? StatusCodes.Status429TooManyRequests
        : refused.Has("letter.page-unknown") || refused.Has("letter.receipt-unknown") ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;

    /// <summary>
    /// What a browser says of a form on another site: <c>Sec-Fetch-Site</c>, or the <c>Origin</c> where it is older. The scheme
    /// is left out, as it may be another before a reverse proxy. What says neither is no browser and carries nobody's rights.
    /// </summary>
    private static bool SameSite(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return false;
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    public sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBodyBytes;
    }
}

/// <param name="Address">Whom the limits count for.</param>
internal sealed record PublicForm(IFormCollection Fields, IPAddress? Address)
{
    public string Text(string name) => LetterRules.Clean(Fields[name]);

    public string Line(string name) => LetterRules.CleanLine(Fields[name]);

    public string? Code(string name) => Line(name) is { Length: > 0 } line ? line : null;
}
