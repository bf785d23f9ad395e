using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Api.Access;
using GovPortal.Api.Features;
using GovPortal.Api.Rules;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Api.Endpoints;

/// <summary><c>/api/content</c>: items as Orchard serialises them, at Orchard's addresses, with lists and a feed of changes beside them.</summary>
internal static class ContentEndpoints
{
    private const string Root = "/api/content";
    private const string Item = Root + "/{contentItemId}";
    private const string Changes = Root + "/changes";

    private const int UsualPageSize = 20;
    private const int MaxPage = 100_000;

    public static void MapContent(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapApi(HttpMethods.Get, Root, ApiGate.Reading(ListAsync));
        endpoints.MapApi(HttpMethods.Post, Root, ApiGate.Writing(PostAsync));
        endpoints.MapApi(HttpMethods.Get, Changes, ApiGate.Reading(ChangesAsync));
        endpoints.MapApi(HttpMethods.Get, Item, ApiGate.Reading(GetAsync));
        endpoints.MapApi(HttpMethods.Patch, Item, ApiGate.Writing(PatchAsync));
        endpoints.MapApi(HttpMethods.Delete, Item, ApiGate.Writing(DeleteAsync));
        endpoints.MapMethods("/openapi/v1.json", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)DescribeAsync).WithMetadata(new ApiEndpoint(), ApiEndpoint.NotAsked).RequireCors(ApiCors.Policy);
        // What is left: a known address by another method, and an address nobody knows. In words a program reads.
        foreach (var (path, methods) in ((string, string)[])[(Root, "GET, POST"), (Changes, "GET"), (Item, "GET, PATCH, DELETE"), .. QueryEndpoints.Methods])
        {
            endpoints.MapOtherMethods(path, methods);
        }
        endpoints.Map("/api/{**rest}", (RequestDelegate)NowhereAsync).WithDisplayName("/api (unknown)").WithMetadata(new ApiEndpoint(), ApiEndpoint.NotAsked);
    }

    internal static void MapOtherMethods(this IEndpointRouteBuilder endpoints, string path, string methods) =>
        endpoints.Map(path, (RequestDelegate)(http => OtherMethodAsync(http, methods))).WithDisplayName($"{path} (other methods)").WithMetadata(new ApiEndpoint(), ApiEndpoint.NotAsked);

    public static void MapApi(this IEndpointRouteBuilder endpoints, string method, string path, RequestDelegate handle) =>
        endpoints.MapMethods(path, method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [method], handle).WithMetadata(new ApiEndpoint()).RequireCors(ApiCors.Policy);

    private static async Task GetAsync(HttpContext http, ApiCaller caller)
    {
        var (id, read) = (Id(http), http.RequestServices.GetRequiredService<ReadContent>());
        if (!Flag(http, "draft", out var draft)) await NotTrueOrFalseAsync(http, "draft");
        else if ((draft ? await read.LatestAsync(id, caller.Actor, http.RequestAborted) : await read.PublishedAsync(id, http.RequestAborted)) is { } found)
        {
            // Each token sees the same public item; the tag is that of its revision.
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(Tag(found.Revision), useStrongComparison: false)))
            {
                http.Response.Headers.ETag = Tag(found.Revision).ToString();
                http.Response.StatusCode = StatusCodes.Status304NotModified;
            }
            else await AnswerAsync(http, StatusCodes.Status200OK, found);
        }
        else await ApiProblem.WriteAsync(http, StatusCodes.Status404NotFound, Failure.Of("draft.item-unknown"));
    }

    private static async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var failures = new List<Failure>();
        var query = new ListContentQuery(
            Text(http, "type"), Text(http, "column"), Text(http, "section"), Day(http, "from", failures), Day(http, "to", failures),
            (int)Number(http, "page", 1, 1, MaxPage, failures), (int)Number(http, "pageSize", UsualPageSize, 1, ReadContent.MaxPageSize, failures));
        if (failures.Count > 0)
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status400BadRequest, failures);
            return;
        }
        var page = await http.RequestServices.GetRequiredService<ReadContent>().ListAsync(query, http.RequestAborted);
        if (!page.Succeeded) await ApiProblem.WriteAsync(http, StatusCodes.Status400BadRequest, page.Failures);
        else await ApiJson.WriteAsync(http, new JsonObject { ["items"] = new JsonArray([.. page.Value.Items]), ["count"] = page.Value.Count, ["page"] = query.Page, ["pageSize"] = query.PageSize });
    }

    private static async Task ChangesAsync(HttpContext http, ApiCaller caller)
    {
        var failures = new List<Failure>();
        var (after, take) = (Number(http, "after", 0, 0, long.MaxValue, failures), (int)Number(http, "pageSize", ReadContent.MaxPageSize, 1, ReadContent.MaxPageSize, failures));
        if (failures.Count > 0)
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status400BadRequest, failures);
            return;
        }
        var changes = await http.RequestServices.GetRequiredService<ReadContent>().ChangesAsync(after, take, http.RequestAborted);
        await ApiJson.WriteAsync(http, new JsonObject
        {
            ["items"] = new JsonArray([.. changes.Changes.Select(c => (JsonNode)(c.ContentItemId is null
                ? new JsonObject { ["eventId"] = c.EventId, ["kind"] = "columns-changed" }
                : new JsonObject { ["eventId"] = c.EventId, ["kind"] = c.Item is null ? "gone" : "published", ["contentItemId"] = c.ContentItemId, ["contentItem"] = c.Item }))]),
            ["next"] = changes.Next, ["hasMore"] = changes.HasMore,
        });
    }

    private static async Task PostAsync(HttpContext http, ApiCaller caller)
    {
        if (!Flag(http, "draft", out var draft)) await NotTrueOrFalseAsync(http, "draft");
        else if (!Flag(http, "submit", out var submit)) await NotTrueOrFalseAsync(http, "submit");
        else if (!Flag(http, "keepDraft", out var keep)) await NotTrueOrFalseAsync(http, "keepDraft");
        else await WriteAsync(http, caller, null, draft ? WriteGoal.Draft : submit ? WriteGoal.Submit : WriteGoal.Publish, keep);
    }

    private static async Task PatchAsync(HttpContext http, ApiCaller caller)
    {
        if (!Flag(http, "submit", out var submit)) await NotTrueOrFalseAsync(http, "submit");
        else if (!Flag(http, "keepDraft", out var keep)) await NotTrueOrFalseAsync(http, "keepDraft");
        else await WriteAsync(http, caller, Id(http), submit ? WriteGoal.Submit : WriteGoal.Draft, keep);
    }

    private static async Task WriteAsync(HttpContext http, ApiCaller caller, string? contentItemId, WriteGoal goal, bool keepDraft)
    {
        if (!Expected(http, out var revision))
        {
            await RefuseAsync(http, [Failure.Of("draft.changed-by-other")]);
            return;
        }
        var posted = await ItemBody.ReadAsync(http);
        if (!posted.Succeeded)
        {
            await RefuseAsync(http, posted.Failures);
            return;
        }
        if (contentItemId is not null && posted.Value.ContentItemId is { } named && named != contentItemId)
        {
            await RefuseAsync(http, [Failure.At("ContentItemId", "api.id-differs")]);
            return;
        }
        var command = new WriteItemCommand(
            contentItemId ?? posted.Value.ContentItemId, contentItemId is not null, posted.Value.ContentType, posted.Value.Parts, goal, posted.Value.Form, keepDraft, revision);
        var written = await http.RequestServices.GetRequiredService<WriteItem>().HandleAsync(command, caller.Actor, http.RequestAborted);
        if (!written.Succeeded) await RefuseAsync(http, written.Failures);
        else if (written.Value.Refusals.Count > 0)
        {
            // Something was left: where it is, the answer's headers say.
            Place(http, written.Value.Item);
            await RefuseAsync(http, written.Value.Refusals);
        }
        else await AnswerAsync(http, goal == WriteGoal.Submit ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, written.Value.Item);
    }

    private static async Task DeleteAsync(HttpContext http, ApiCaller caller)
    {
        if (!Expected(http, out var revision))
        {
            await RefuseAsync(http, [Failure.Of("draft.changed-by-other")]);
            return;
        }
        var (reason, note) = (Text(http, "reason"), Text(http, "note"));
        var texts = http.RequestServices.GetRequiredService<Kernel.Text.ITexts>();
        var command = new RemoveItemCommand(Id(http), reason ?? "content-error", note ?? (reason is null ? texts["经接口下线，未说明原因"] : null), revision);
        var removed = await http.RequestServices.GetRequiredService<RemoveItem>().HandleAsync(command, caller.Actor, http.RequestAborted);
        if (removed.Succeeded) await AnswerAsync(http, StatusCodes.Status200OK, removed.Value);
        else await RefuseAsync(http, removed.Failures);
    }

    /// <summary>What programs may ask, for anybody: types and fields that are public, and no content.</summary>
    private static Task DescribeAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<ApiLimits>().AddressWait(http) is { } wait ? TooOftenAsync(http, wait) : ApiJson.WriteAsync(http, http.RequestServices.GetRequiredService<DescribeApi>().Describe());

    private static Task TooOftenAsync(HttpContext http, TimeSpan wait)
    {
        ApiLanguage.Set(http);
        http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
        return ApiProblem.WriteAsync(http, StatusCodes.Status429TooManyRequests, Failure.Of("api.too-many-requests"));
    }

    private static Task OtherMethodAsync(HttpContext http, string methods)
    {
        ApiLanguage.Set(http);
        http.Response.Headers.Allow = methods;
        return ApiProblem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, Failure.Of("api.other-method", methods));
    }

    private static Task NowhereAsync(HttpContext http)
    {
        ApiLanguage.Set(http);
        return ApiProblem.WriteAsync(http, StatusCodes.Status404NotFound, Failure.Of("api.nowhere"));
    }

    private static Task RefuseAsync(HttpContext http, IReadOnlyList<Failure> failures) =>
        ApiProblem.WriteAsync(http, RefusalStatus.Of(failures, http.Request.Headers.IfMatch.Count > 0), failures);

    private static Task NotTrueOrFalseAsync(HttpContext http, string name) => RefuseAsync(http, [Failure.At(name, "api.not-true-or-false", name)]);

    private static Task AnswerAsync(HttpContext http, int status, TaggedItem item)
    {
        Place(http, item);
        http.Response.StatusCode = status;
        return ApiJson.WriteAsync(http, item.Json);
    }

    private static void Place(HttpContext http, TaggedItem item)
    {
        http.Response.Headers.ETag = Tag(item.Revision).ToString();
        if (HttpMethods.IsPost(http.Request.Method)) http.Response.Headers.Location = $"{Root}/{item.Json["ContentItemId"]}";
    }

    private static EntityTagHeaderValue Tag(int revision) => new($"\"{revision.ToString(CultureInfo.InvariantCulture)}\"");

    /// <summary>The revision that <c>If-Match</c> names; false where no revision can match.</summary>
    private static bool Expected(HttpContext http, out int? revision)
    {
        revision = null;
        if (http.Request.Headers.IfMatch.Count == 0) return true;
        if (http.Request.GetTypedHeaders().IfMatch is not [var tag]) return false;
        if (tag.Equals(EntityTagHeaderValue.Any)) return true;
        if (tag.IsWeak || !int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var given)) return false;
        revision = given;
        return true;
    }

    private static string Id(HttpContext http) => Clean((string)http.Request.RouteValues["contentItemId"]!);

    private static string? Text(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } text, ..] ? Clean(text) : null;

    /// <summary>One of the databases takes no U+0000, not even to look for it.</summary>
    private static string Clean(string text) => text.Replace('\0', '\uFFFD');

    private static bool Flag(HttpContext http, string name, out bool value)
    {
        value = false;
        return http.Request.Query[name] is not [{ Length: > 0 } text, ..] || bool.TryParse(text, out value);
    }

    private static long Number(HttpContext http, string name, long usual, long least, long most, List<Failure> failures)
    {
        if (http.Request.Query[name] is not [{ Length: > 0 } text, ..]) return usual;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        failures.Add(Failure.At(name, "api.number-expected", name, least, most));
        return usual;
    }

    private static DateOnly? Day(HttpContext http, string name, List<Failure> failures)
    {
        if (http.Request.Query[name] is not [{ Length: > 0 } text, ..]) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999) return day;
        failures.Add(Failure.At(name, "api.day-expected", name));
        return null;
    }
}
