using System.Net;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.PublicForms;

/// <summary>
/// A form anybody may send, and how it is answered. Pages with forms are kept by caches and carry no antiforgery token; the browser's
/// own word on where a request comes from stands in for it.
/// </summary>
/// <param name="Address">Whom limits count for.</param>
public sealed record PublicForm(IFormCollection Fields, IPAddress? Address)
{
    /// <summary>Of a form without files, in bytes.</summary>
    public const long MaxBodyBytes = 64 * 1024;

    /// <summary>A text, with nothing around it.</summary>
    public string Text(string name) => PlainText.Of(Fields[name]).Trim();

    public string Line(string name) => PlainText.Line(Fields[name]);

    /// <summary>A line, or null where nothing was sent.</summary>
    public string? Code(string name) => Line(name) is { Length: > 0 } line ? line : null;

    /// <summary>The form that was sent; null where it is refused (403, 400, 413), with the answer's status set.</summary>
    /// <param name="maxBodyBytes">The limit the address was mapped with.</param>
    public static async Task<PublicForm?> ReadAsync(HttpContext http, long maxBodyBytes = MaxBodyBytes)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.CacheControl = "no-store";
        if (!IsFromThisSite(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }
        try
        {
            if (http.Request.ContentLength > maxBodyBytes) throw new BadHttpRequestException("Too long.", StatusCodes.Status413PayloadTooLarge);
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

    /// <summary>A page of the site with a form's values: all reasons in <c>Errors</c>, those of a field in <c>At</c> by its name.</summary>
    public static Task WriteAsync(HttpContext http, int status, string title, string template, Dictionary<string, object?> values, Result? refused = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(values);
        var services = http.RequestServices;
        var texts = services.GetRequiredService<ITexts>();
        var failures = refused?.Failures ?? [];
        values["Errors"] = failures.Select(f => new Dictionary<string, object?> { ["Field"] = f.Field ?? "", ["Text"] = texts.Of(f) }).ToList();
        values["At"] = failures.Where(f => f.Field is not null).GroupBy(f => f.Field!).ToDictionary(g => g.Key, g => (object?)string.Join("；", g.Select(texts.Of)));
        return services.GetRequiredService<IPublicAnswer>().WriteAsync(http, status, texts[title], template, values);
    }

    /// <summary>
    /// What a browser says of a form on another site: <c>Sec-Fetch-Site</c>, or the <c>Origin</c> where it is older. The scheme
    /// is left out, as it may be another before a reverse proxy. What says neither is no browser and carries nobody's rights.
    /// </summary>
    private static bool IsFromThisSite(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return false;
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    internal sealed class BodyLimit(long maxBodyBytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => maxBodyBytes;
    }
}

public static class PublicFormEndpoints
{
    /// <summary>An address where anybody may send a form; longer bodies are refused before they are read.</summary>
    public static void MapPublicForm(this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handle, long maxBodyBytes = PublicForm.MaxBodyBytes) =>
        endpoints.MapPost(pattern, handle).AllowAnonymous().WithMetadata(new PublicForm.BodyLimit(maxBodyBytes));
}
