using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovPortal.Api.Access;
using GovPortal.Api.Endpoints;
using GovPortal.Api.Model;
using GovPortal.Kernel.Results;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Api.GraphQl;

/// <summary><c>/api/graphql</c>: questions as Orchard takes them, in a body or in the address, and answered with its status.</summary>
internal static class GraphQlEndpoint
{
    private const string Root = "/api/graphql";
    private const int MaxJsonDepth = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Answers as text: UTF-8, nothing escaped that need not be.</summary>
    public static GraphQLSerializer Json { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void MapGraphQl(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapApi(HttpMethods.Get, Root, ApiGate.Reading(GetAsync));
        endpoints.MapApi(HttpMethods.Post, Root, ApiGate.Reading(PostAsync));
        endpoints.MapOtherMethods(Root, "GET, POST");
    }

    private static Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var query = http.Request.Query;
        var variables = (string?)query["variables"] is { Length: > 0 } given ? Read($"{{\"variables\":{given}}}") : new GraphQlQuestion(null, null, null);
        if (variables is null) return MalformedAsync(http);
        return AnswerAsync(http, caller, variables with { Query = query["query"], OperationName = query["operationName"] });
    }

    private static async Task PostAsync(HttpContext http, ApiCaller caller)
    {
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var given) ? given.MediaType.Value : null;
        var isJson = "application/json".Equals(type, StringComparison.OrdinalIgnoreCase);
        if (!isJson && !"application/graphql".Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, Failure.Of("graphql.media-type"));
            return;
        }
        var limit = http.RequestServices.GetRequiredService<ApiSettings>().MaxBodyBytes;
        if (await ItemBody.BytesAsync(http, limit) is not { } bytes)
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, Failure.Of("api.body-too-large", limit));
            return;
        }
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            await MalformedAsync(http);
            return;
        }
        if ((isJson ? Read(text) : new GraphQlQuestion(text, null, null)) is { } question) await AnswerAsync(http, caller, question);
        else await MalformedAsync(http);
    }

    /// <summary>Null where the text is no question: no JSON, no object, or members of another kind.</summary>
    private static GraphQlQuestion? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxJsonDepth, AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            return new GraphQlQuestion(Text("query"), Text("operationName"), Variables());

            string? Text(string name) => json.RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;

            Inputs? Variables() =>
                json.RootElement.TryGetProperty("variables", out var member) && member.ValueKind != JsonValueKind.Null
                    ? member.ValueKind == JsonValueKind.Object ? Json.ReadNode<Inputs>(member) : throw new JsonException() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task AnswerAsync(HttpContext http, ApiCaller caller, GraphQlQuestion question)
    {
        var answer = await http.RequestServices.GetRequiredService<AskGraphQl>().HandleAsync(question, caller.Actor, http.RequestAborted);
        if (answer.Succeeded) await WriteAsync(http, answer.Value);
        else await ApiProblem.WriteAsync(http, answer.Has("api.no-access") ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, answer.Failures);
    }

    private static Task MalformedAsync(HttpContext http) =>
        WriteAsync(http, new ExecutionResult(new ExecutionError("An error occurred while processing the GraphQL query", new JsonException(null, Malformed())) { Code = "JSON" }));

    /// <summary>The reader's own error, whose kind stands among the codes of the answer as in Orchard.</summary>
    private static JsonException? Malformed()
    {
        try
        {
            using var none = JsonDocument.Parse("{");
            return null;
        }
        catch (JsonException error)
        {
            return error;
        }
    }

    private static Task WriteAsync(HttpContext http, ExecutionResult answer)
    {
        http.Response.StatusCode = answer.Errors is { Count: > 0 } ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        http.Response.ContentType = "application/json; charset=utf-8";
        return Json.WriteAsync(http.Response.Body, answer, http.RequestAborted);
    }
}
