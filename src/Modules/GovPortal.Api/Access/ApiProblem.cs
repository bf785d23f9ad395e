using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Api.Access;

/// <summary>
/// A refusal as <c>application/problem+json</c> (RFC 9457): every reason by its field under <c>errors</c>, as Orchard tells them,
/// and with its stable code under <c>reasons</c>.
/// </summary>
internal static class ApiProblem
{
    public const string MediaType = "application/problem+json";

    /// <summary>Fields that Orchard names without their part.</summary>
    private static readonly Dictionary<string, string> Bare = new() { ["AutoroutePart.Path"] = "Path", ["AliasPart.Alias"] = "Alias" };

    public static Task WriteAsync(HttpContext http, int status, params IReadOnlyList<Failure> failures)
    {
        var texts = http.RequestServices.GetRequiredService<ITexts>();
        var (errors, reasons) = (new JsonObject(), new JsonArray());
        foreach (var failure in failures)
        {
            var field = failure.Field is null ? "" : Bare.GetValueOrDefault(failure.Field, failure.Field);
            var text = texts.Of(failure);
            if (errors[field] is JsonArray known) known.Add(text);
            else errors[field] = new JsonArray(text);
            reasons.Add(new JsonObject { ["code"] = failure.Code, ["field"] = field, ["text"] = text });
        }
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        return ApiJson.WriteAsync(http, new JsonObject
        {
            ["type"] = Type(status), ["title"] = Title(texts, status), ["status"] = status,
            ["detail"] = string.Join(texts["；"], failures.Select(texts.Of).Distinct()), ["errors"] = errors, ["reasons"] = reasons,
        }, MediaType);
    }

    private static string Type(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
        StatusCodes.Status503ServiceUnavailable => "https://tools.ietf.org/html/rfc9110#section-15.6.4",
        _ => $"https://tools.ietf.org/html/rfc9110#section-15.5.{status - 399}",
    };

    private static string Title(ITexts texts, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => texts["需要有效的访问凭证"],
        StatusCodes.Status403Forbidden => texts["没有访问权限"],
        StatusCodes.Status404NotFound => texts["没有找到您要的内容"],
        StatusCodes.Status405MethodNotAllowed => texts["不支持这种请求方法"],
        StatusCodes.Status409Conflict => texts["目前的状态不允许这样办理"],
        StatusCodes.Status412PreconditionFailed => texts["内容已被他人修改"],
        StatusCodes.Status413PayloadTooLarge => texts["提交的内容过大"],
        StatusCodes.Status415UnsupportedMediaType => texts["不支持这种内容格式"],
        StatusCodes.Status429TooManyRequests => texts["操作过于频繁"],
        StatusCodes.Status503ServiceUnavailable => texts["暂时无法查询，请稍后再试"],
        _ => texts["提交的内容没有通过检查"],
    };
}

/// <summary>JSON as the interface writes it: UTF-8, nothing escaped that need not be.</summary>
internal static class ApiJson
{
    public static async Task WriteAsync(HttpContext http, JsonNode json, string mediaType = "application/json; charset=utf-8")
    {
        http.Response.ContentType = mediaType;
        await using var writer = new System.Text.Json.Utf8JsonWriter(http.Response.BodyWriter.AsStream(leaveOpen: true), new() { Encoder = CanonicalJson.Unescaped.Encoder });
        json.WriteTo(writer, CanonicalJson.Unescaped);
        await writer.FlushAsync(http.RequestAborted);
    }
}
