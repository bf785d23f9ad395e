using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Api.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Api.Endpoints;

/// <summary>A posted content item, and the review form beside its members where it is to be submitted.</summary>
internal sealed record PostedItem(string? ContentItemId, string? ContentType, JsonObject Parts, ReviewFormInput? Form);

/// <summary>Reads a content item from a request, as Orchard serialises it, within limits.</summary>
internal static class ItemBody
{
    /// <summary>The member that carries the 信息发布审查表, spelt as in recipes.</summary>
    private const string FormMember = "reviewForm";

    private const int MaxDepth = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The members that hold true or false; the others hold text.</summary>
    private static readonly string[] Flags = ["Latest", "Published"];

    /// <summary>Failures: <c>content.wrong-shape</c> and those of <see cref="ObjectAsync"/>.</summary>
    public static async Task<Result<PostedItem>> ReadAsync(HttpContext http)
    {
        var item = await ObjectAsync(http);
        return item.Succeeded ? Read(item.Value) : item.As<PostedItem>();
    }

    /// <summary>A JSON object. Failures: <c>api.json-only</c>, <c>api.body-too-large</c>, <c>api.json-malformed</c>, <c>api.object-expected</c>.</summary>
    public static async Task<Result<JsonObject>> ObjectAsync(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !IsJson(type)) return Failure.Of("api.json-only");
        var limit = http.RequestServices.GetRequiredService<ApiSettings>().MaxBodyBytes;
        if (await BytesAsync(http, limit) is not { } bytes) return Failure.Of("api.body-too-large", limit);
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(Strict.GetString(bytes), documentOptions: Reading);
            if (json is not null && !IsText(json)) return Failure.Of("api.json-malformed");
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return Failure.Of("api.json-malformed");
        }
        return json is JsonObject item ? item : Failure.Of("api.object-expected");
    }

    private static Result<PostedItem> Read(JsonObject item)
    {
        var failures = new List<Failure>();
        foreach (var member in ContentItemJson.Members)
        {
            var kind = item[member]?.GetValueKind();
            if (kind is not null && !(Flags.Contains(member) ? kind is JsonValueKind.True or JsonValueKind.False : kind is JsonValueKind.String)) failures.Add(Failure.At(member, "content.wrong-shape", member));
        }
        if (item[FormMember] is not (null or JsonObject)) failures.Add(Failure.At(FormMember, "content.wrong-shape", FormMember));
        if (failures.Count > 0) return failures;
        var parts = ContentItemJson.PartsOf(item);
        parts.Remove(FormMember);
        return new PostedItem((string?)item["ContentItemId"], (string?)item["ContentType"], parts, item[FormMember] is JsonObject given ? ReviewFormInput.Read(given) : null);
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it is longer than the limit.</summary>
    public static async Task<byte[]?> BytesAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0;)
        {
            if (body.Length + read > limit) return null;
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>Every text is one that both databases keep: no half characters, no U+0000.</summary>
    private static bool IsText(JsonNode node) => node switch
    {
        JsonObject o => o.All(p => IsText(p.Key) && (p.Value is null || IsText(p.Value))),
        JsonArray a => a.All(v => v is null || IsText(v)),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => IsText(v.GetValue<string>()),
        _ => true,
    };

    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
