using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
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

namespace GovPortal.Channels.Endpoints;

/// <summary>Marks the endpoint for the tests that ask each of the interface's endpoints who may use it.</summary>
internal sealed record ReceiptMark;

/// <summary>
/// <c>POST /api/channels/{channelId}/receipts</c>: what the county portal says of a posting, signed with the channel's secret. Done: 204.
/// Refused: a problem document in Chinese, and nothing is changed.
/// </summary>
internal static class ReceiptEndpoint
{
    public const string Pattern = "/api/channels/{channelId}/receipts";
    private const int MaxBodyBytes = 16 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly CultureInfo Chinese = new("zh-CN");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var perMinute = endpoints.ServiceProvider.GetRequiredService<IConfiguration>().GetValue("Portal:Channels:ReceiptsPerMinute", 120);
        var window = new RateWindow(perMinute, perMinute * 10, TimeSpan.FromMinutes(1));
        endpoints.MapPost(Pattern, (RequestDelegate)(http => TakeAsync(http, window))).AllowAnonymous().WithMetadata(new ReceiptMark());
    }

    private static async Task TakeAsync(HttpContext http, RateWindow window)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Chinese;
        if (!window.Take(Visitors.PlaceOf(http.Connection.RemoteIpAddress), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            http.Response.Headers.RetryAfter = "60";
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, Failure.Of("receipt.too-many"));
            return;
        }
        if (await BodyAsync(http) is not { } bytes)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, Failure.Of("receipt.too-large", MaxBodyBytes));
            return;
        }
        string body;
        try
        {
            body = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, Failure.Of("receipt.malformed"));
            return;
        }
        var result = await http.RequestServices.GetRequiredService<TakeReceipt>().HandleAsync(
            (string)http.Request.RouteValues["channelId"]!, http.Request.Headers[BodySignature.Header], body, http.RequestAborted);
        if (result.Succeeded) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await RefuseAsync(http, StatusOf(result.Failures[0].Code), result.Failures[0]);
    }

    private static int StatusOf(string code) => code switch
    {
        "receipt.bad-signature" or "receipt.too-old" => StatusCodes.Status401Unauthorized,
        "posting.unknown" => StatusCodes.Status404NotFound,
        "receipt.replayed" or "receipt.not-forward" or "draft.changed-by-other" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Null where it is too long.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes) return null;
        var buffer = new byte[MaxBodyBytes + 1];
        var read = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
        return read > MaxBodyBytes ? null : buffer[..read];
    }

    private static Task RefuseAsync(HttpContext http, int status, Failure failure)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var text = texts.Of(failure);
        var problem = new JsonObject
        {
            ["type"] = status == StatusCodes.Status429TooManyRequests ? "https://tools.ietf.org/html/rfc6585#section-4" : $"https://tools.ietf.org/html/rfc9110#section-15.5.{status - 399}",
            ["title"] = texts["回执没有登记"], ["status"] = status, ["detail"] = text,
            ["errors"] = new JsonObject { [failure.Field ?? ""] = new JsonArray(text) },
            ["reasons"] = new JsonArray(new JsonObject { ["code"] = failure.Code, ["field"] = failure.Field ?? "", ["text"] = text }),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "GovPortal-Signature";
        return http.Response.WriteAsync(problem.ToJsonString(CanonicalJson.Unescaped), http.RequestAborted);
    }
}
