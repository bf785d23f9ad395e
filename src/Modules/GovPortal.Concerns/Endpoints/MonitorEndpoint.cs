using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Concerns.Features;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Outbound;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Concerns.Endpoints;

/// <summary>Marks the endpoint for the tests that ask each of the interface's endpoints who may use it.</summary>
internal sealed record MonitorMark;

/// <summary>
/// <c>POST /api/concerns/{monitorId}</c>: one concern that a monitor found, signed with the monitor's secret. Kept, or known already: 204.
/// Refused: a problem document in Chinese with every reason, and nothing is kept.
/// </summary>
internal static class MonitorEndpoint
{
    public const string Pattern = "/api/concerns/{monitorId}";
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly CultureInfo Chinese = new("zh-CN");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var perMinute = endpoints.ServiceProvider.GetRequiredService<IConfiguration>().GetValue("Portal:Concerns:MessagesPerMinute", 300);
        var window = new RateWindow(perMinute, perMinute * 10, TimeSpan.FromMinutes(1));
        endpoints.MapPost(Pattern, (RequestDelegate)(http => TakeAsync(http, window))).AllowAnonymous().WithMetadata(new MonitorMark());
    }

    private static async Task TakeAsync(HttpContext http, RateWindow window)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Chinese;
        if (!window.Take(Visitors.PlaceOf(http.Connection.RemoteIpAddress), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            http.Response.Headers.RetryAfter = "60";
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, [Failure.Of("concern.too-many")]);
            return;
        }
        if (await BodyAsync(http) is not { } bytes)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, [Failure.Of("concern.too-large", MaxBodyBytes)]);
            return;
        }
        string body;
        try
        {
            body = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, [Failure.Of("concern.message-malformed", "$")]);
            return;
        }
        var result = await http.RequestServices.GetRequiredService<TakeMonitorMessage>().HandleAsync(
            (string)http.Request.RouteValues["monitorId"]!, http.Request.Headers[BodySignature.Header], body, http.RequestAborted);
        if (result.Succeeded) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await RefuseAsync(http, StatusOf(result.Failures[0].Code), result.Failures);
    }

    private static int StatusOf(string code) => code switch
    {
        "concern.bad-signature" or "concern.too-old" => StatusCodes.Status401Unauthorized,
        "concern.changed-by-other" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Null where it is too long.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes) return null;
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (kept.Length + read > MaxBodyBytes) return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    private static Task RefuseAsync(HttpContext http, int status, IReadOnlyList<Failure> failures)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        static string Member(Failure failure) => JsonNamingPolicy.CamelCase.ConvertName(failure.Field ?? "");
        var problem = new JsonObject
        {
            ["type"] = status == StatusCodes.Status429TooManyRequests ? "https://tools.ietf.org/html/rfc6585#section-4" : $"https://tools.ietf.org/html/rfc9110#section-15.5.{status - 399}",
            ["title"] = texts["舆情没有收下"], ["status"] = status, ["detail"] = string.Join('；', failures.Select(texts.Of)),
            ["errors"] = new JsonObject(failures.GroupBy(Member).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)new JsonArray([.. g.Select(f => (JsonNode)texts.Of(f))])))),
            ["reasons"] = new JsonArray([.. failures.Select(f => (JsonNode)new JsonObject { ["code"] = f.Code, ["field"] = Member(f), ["text"] = texts.Of(f) })]),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "GovPortal-Signature";
        return http.Response.WriteAsync(problem.ToJsonString(CanonicalJson.Unescaped), http.RequestAborted);
    }
}
