using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Api.Access;
using GovPortal.Api.Features;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Api.Endpoints;

/// <summary>
/// Saved queries at <c>/api/queries/{name}</c>, and Lucene questions of one's own at <c>/api/lucene/content</c> and <c>/api/lucene/documents</c>,
/// as Orchard takes and answers them. What is asked and its parameters may be JSON or, as in Orchard, JSON written into a text.
/// </summary>
internal static class QueryEndpoints
{
    private const string Saved = "/api/queries/{name}";
    private const string Content = "/api/lucene/content";
    private const string Documents = "/api/lucene/documents";

    /// <summary>What each address takes.</summary>
    public static IReadOnlyList<(string Path, string Methods)> Methods { get; } = [(Saved, "GET, POST"), (Content, "GET, POST"), (Documents, "GET, POST")];

    public static void MapQueries(this IEndpointRouteBuilder endpoints)
    {
        foreach (var method in new[] { HttpMethods.Get, HttpMethods.Post })
        {
            endpoints.MapApi(method, Saved, ApiGate.Hidden(RunAsync, ApiPermissions.ExecuteQueries));
            endpoints.MapApi(method, Content, ApiGate.Reading((http, _) => AskAsync(http, documents: false), ApiPermissions.QueryLuceneApi));
            endpoints.MapApi(method, Documents, ApiGate.Reading((http, _) => AskAsync(http, documents: true), ApiPermissions.QueryLuceneApi));
        }
    }

    private static async Task RunAsync(HttpContext http, ApiCaller caller)
    {
        var posted = HttpMethods.IsPost(http.Request.Method) && http.Request.ContentLength is not (null or 0) ? await ItemBody.ObjectAsync(http) : Parameters(http.Request.Query["parameters"].ToString());
        if (!posted.Succeeded)
        {
            await RefuseAsync(http, posted.Failures);
            return;
        }
        var answer = await http.RequestServices.GetRequiredService<ILuceneQueries>().RunAsync((string)http.Request.RouteValues["name"]!, posted.Value, http.RequestAborted);
        if (answer.Has("query.unknown")) await ApiProblem.WriteAsync(http, StatusCodes.Status404NotFound, Failure.Of("api.nowhere"));
        else await AnswerAsync(http, answer);
    }

    private static async Task AskAsync(HttpContext http, bool documents)
    {
        var asked = HttpMethods.IsPost(http.Request.Method) ? await ItemBody.ObjectAsync(http)
            : new JsonObject { ["indexName"] = http.Request.Query["indexName"].ToString(), ["query"] = http.Request.Query["query"].ToString(), ["parameters"] = http.Request.Query["parameters"].ToString() };
        var parameters = asked.Succeeded ? Parameters(Written(asked.Value["parameters"])) : asked;
        if (!parameters.Succeeded)
        {
            await RefuseAsync(http, parameters.Failures);
            return;
        }
        var queries = http.RequestServices.GetRequiredService<ILuceneQueries>();
        await AnswerAsync(http, await queries.AskAsync(Written(asked.Value!["indexName"]), Written(asked.Value["query"]), parameters.Value, documents, http.RequestAborted));
    }

    /// <summary>An index that is not there answers nothing, and is no error, as in Orchard.</summary>
    private static async Task AnswerAsync(HttpContext http, Result<QueryAnswer>? answer)
    {
        if (answer is { Succeeded: false })
        {
            await RefuseAsync(http, answer.Failures);
            return;
        }
        var items = answer?.Value switch
        {
            { Documents: { } documents } => documents,
            { ContentItemIds: { } ids } => await http.RequestServices.GetRequiredService<ReadContent>().ByIdsAsync(ids, http.RequestAborted),
            _ => null,
        };
        await ApiJson.WriteAsync(http, new JsonObject { ["items"] = items is null ? null : new JsonArray([.. items]), ["count"] = answer?.Value?.Count ?? 0 });
    }

    private static Task RefuseAsync(HttpContext http, IReadOnlyList<Failure> failures) => ApiProblem.WriteAsync(http, failures switch
    {
        _ when failures.Any(f => f.Code == "api.body-too-large") => StatusCodes.Status413PayloadTooLarge,
        _ when failures.Any(f => f.Code == "api.json-only") => StatusCodes.Status415UnsupportedMediaType,
        _ when failures.Any(f => f.Code == "query.not-ready") => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    }, failures);

    private static string Written(JsonNode? node) => node switch { null => "", JsonValue value => value.ToString(), _ => node.ToJsonString() };

    private static Result<JsonObject> Parameters(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new JsonObject();
        try
        {
            return JsonNode.Parse(text) is JsonObject parameters ? parameters : Failure.At("parameters", "api.object-expected");
        }
        catch (JsonException)
        {
            return Failure.At("parameters", "api.json-malformed");
        }
    }
}
