using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Decisions.Endpoints;

/// <summary>
/// <c>POST /consultations/{id}/comments</c>: the public form. Its page is kept by the cache and so carries no antiforgery
/// token; the browser's own word on where the request comes from stands in for it. <c>GET …/received</c> shows the receipt.
/// </summary>
internal static class CommentEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;
    private const string Template = "CommentAnswer";

    public static void MapComments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/consultations/{id:length(26)}/comments", (RequestDelegate)SubmitAsync).AllowAnonymous().WithMetadata(new BodyLimit());
        endpoints.MapGet("/consultations/{id:length(26)}/received", (RequestDelegate)ReceivedAsync).AllowAnonymous();
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        var (services, id) = (http.RequestServices, (string)http.Request.RouteValues["id"]!);
        http.Response.Headers.CacheControl = "no-store";
        if (!SameSite(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (await FormAsync(http) is not { } form)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        string Line(string name) => CommentRules.Clean(form[name]).ReplaceLineEndings(" ").Trim();
        var command = new SubmitCommentCommand(
            id, CommentRules.Clean(form["text"]), Line("name"), Line("phone"), Line("email"), Line("website"), form["stamp"], form["nonce"], http.Connection.RemoteIpAddress);
        var result = await services.GetRequiredService<SubmitComment>().HandleAsync(command, http.RequestAborted);
        if (result.Succeeded)
        {
            http.Response.Redirect($"/consultations/{id}/received?code={result.Value}");
            return;
        }
        var status = result.Has("consultation.unknown") ? StatusCodes.Status404NotFound
            : result.Has("comment.too-many") ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        await AnswerAsync(http, status, id, result, command, receipt: "");
    }

    private static async Task ReceivedAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var code = http.Request.Query["code"].ToString();
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(http.RequestAborted);
        var known = code.Length == SubmitComment.ReceiptLength
            && await db.Set<ConsultationComment>().AnyAsync(c => c.ConsultationId == id && c.Receipt == code, http.RequestAborted);
        if (known) await AnswerAsync(http, StatusCodes.Status200OK, id, Result.Ok, null, code);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task AnswerAsync(HttpContext http, int status, string id, Result result, SubmitCommentCommand? typed, string receipt)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var isOpen = receipt.Length == 0 && result.Failures.All(f => f.Field is not null || f.Code == "comment.too-many");
        await http.RequestServices.GetRequiredService<IPublicAnswer>().WriteAsync(http, status, texts[receipt.Length > 0 ? "意见已收到" : "意见没有提交成功"], Template, new Dictionary<string, object?>
        {
            ["Receipt"] = receipt,
            ["Url"] = "/content/" + id,
            ["FormUrl"] = $"/consultations/{id}/comments",
            ["IsOpen"] = isOpen,
            ["Id"] = id,
            ["Errors"] = result.Failures.Select(f => texts.Of(f)).ToList(),
            ["Text"] = typed?.Text ?? "",
            ["Name"] = typed?.Name ?? "",
            ["Phone"] = typed?.Phone ?? "",
            ["Email"] = typed?.Email ?? "",
        });
    }

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

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return null;
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception error) when (error is BadHttpRequestException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBodyBytes;
    }
}
