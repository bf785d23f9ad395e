using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GovPortal.Client;

/// <summary>Names the operation of the OpenAPI document that a method asks for.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OperationAttribute(string id) : Attribute
{
    /// <summary>As in <c>/openapi/v1.json</c>.</summary>
    public string Id => id;
}

/// <summary>
/// The content interface of a portal. The <see cref="HttpClient"/> brings the address and the token; its life is its owner's. Every
/// method answers a refusal as a value (<see cref="ApiAnswer{T}"/>). Nothing is published without its reviews, whoever asks.
/// </summary>
public sealed class PortalClient(HttpClient http)
{
    private const string Content = "api/content";

    internal static JsonSerializerOptions Json { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The members of documents that are not items are in camel case.</summary>
    private static JsonSerializerOptions Camel { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The public version; with <paramref name="latest"/> the latest one, for those who may read it.</summary>
    [Operation("getContent")]
    public Task<ApiAnswer<TaggedItem>> GetAsync(string contentItemId, bool latest = false, CancellationToken cancellation = default) =>
        ItemAsync(HttpMethod.Get, $"{Content}/{Uri.EscapeDataString(contentItemId)}{(latest ? "?draft=true" : "")}", null, null, cancellation);

    /// <summary>What is public, newest first.</summary>
    [Operation("listContent")]
    public Task<ApiAnswer<ContentPage>> ListAsync(ContentFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return SendAsync<ContentPage>(HttpMethod.Get, Content + Query(("type", filter.Type), ("column", filter.Column), ("section", filter.Section), ("from", Day(filter.From)), ("to", Day(filter.To)),
            ("page", Number(filter.Page)), ("pageSize", Number(filter.PageSize))), null, null, cancellation);
    }

    /// <summary>What became public or ceased to be after an event; 0 is before the first.</summary>
    [Operation("listChanges")]
    public Task<ApiAnswer<ContentChanges>> ChangesAsync(long after, int pageSize = 100, CancellationToken cancellation = default) =>
        SendAsync<ContentChanges>(HttpMethod.Get, $"{Content}/changes{Query(("after", Number(after)), ("pageSize", Number(pageSize)))}", null, null, cancellation);

    /// <summary>
    /// All changes after an event, and then those that come, asked for every <paramref name="wait"/>; ends with the cancellation. Keep the
    /// <see cref="ContentChange.EventId"/> of what was taken, and begin after it next time.
    /// </summary>
    /// <exception cref="ApiRefusedException">The portal refused, and did not ask to wait.</exception>
    public async IAsyncEnumerable<ContentChange> FollowAsync(long after, TimeSpan wait, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            var page = await ChangesAsync(after, cancellation: cancellation);
            if (page.Problem is { RetryAfter: { } later })
            {
                await Task.Delay(later, cancellation);
                continue;
            }
            foreach (var change in page.Require().Items) yield return change;
            after = page.Value!.Next;
            if (!page.Value.HasMore) await Task.Delay(wait, cancellation);
        }
    }

    /// <summary>Makes an item, or merges into the one it names, and saves a draft.</summary>
    /// <param name="tag">The revision it was read at; the write is refused with 412 where somebody was faster.</param>
    [Operation("postContent")]
    public Task<ApiAnswer<TaggedItem>> SaveDraftAsync(ContentItem item, string? tag = null, CancellationToken cancellation = default) =>
        ItemAsync(HttpMethod.Post, Content + "?draft=true", Body(item, null), tag, cancellation);

    /// <summary>As <see cref="SaveDraftAsync"/>, and submits it to its reviews. With <paramref name="keepDraft"/> a draft is left where that is refused.</summary>
    [Operation("postContent")]
    public Task<ApiAnswer<TaggedItem>> SubmitAsync(ContentItem item, ReviewForm form, bool keepDraft = false, string? tag = null, CancellationToken cancellation = default) =>
        ItemAsync(HttpMethod.Post, Content + "?submit=true" + (keepDraft ? "&keepDraft=true" : ""), Body(item, form), tag, cancellation);

    /// <summary>
    /// Asks for publication, as a plain POST to Orchard does: done where these parts passed their reviews, otherwise refused with every step
    /// that is missing. With a form it is submitted all the same.
    /// </summary>
    [Operation("postContent")]
    public Task<ApiAnswer<TaggedItem>> PublishAsync(ContentItem item, ReviewForm? form = null, bool keepDraft = false, string? tag = null, CancellationToken cancellation = default) =>
        ItemAsync(HttpMethod.Post, Content + (keepDraft ? "?keepDraft=true" : ""), Body(item, form), tag, cancellation);

    /// <summary>Merges parts into the latest version (RFC 7396) and saves a draft; with a form submits it.</summary>
    [Operation("patchContent")]
    public Task<ApiAnswer<TaggedItem>> PatchAsync(string contentItemId, JsonObject parts, ReviewForm? form = null, string? tag = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var body = (JsonObject)parts.DeepClone();
        if (form is not null) body["reviewForm"] = JsonSerializer.SerializeToNode(form, Camel);
        return ItemAsync(HttpMethod.Patch, $"{Content}/{Uri.EscapeDataString(contentItemId)}{(form is null ? "" : "?submit=true")}", body, tag, cancellation);
    }

    /// <summary>Withdraws what is public, gives a draft up, or takes a submitted version back.</summary>
    /// <param name="reason">A code of the portal's reasons; null: the content is in error.</param>
    [Operation("deleteContent")]
    public Task<ApiAnswer<TaggedItem>> DeleteAsync(string contentItemId, string? reason = null, string? note = null, string? tag = null, CancellationToken cancellation = default) =>
        ItemAsync(HttpMethod.Delete, $"{Content}/{Uri.EscapeDataString(contentItemId)}{Query(("reason", reason), ("note", note))}", null, tag, cancellation);

    /// <summary>Runs a saved query.</summary>
    [Operation("postQuery")]
    [Operation("runQuery")]
    public Task<ApiAnswer<QueryAnswer>> RunQueryAsync(string name, JsonObject? parameters = null, CancellationToken cancellation = default) =>
        SendAsync<QueryAnswer>(HttpMethod.Post, $"api/queries/{Uri.EscapeDataString(name)}", parameters ?? [], null, cancellation);

    /// <summary>Asks a Lucene index for items.</summary>
    /// <param name="query">Lucene's question in JSON; Liquid may stand for parameters.</param>
    [Operation("postLuceneContent")]
    [Operation("luceneContent")]
    public Task<ApiAnswer<QueryAnswer>> SearchAsync(string index, string query, JsonObject? parameters = null, CancellationToken cancellation = default) =>
        SendAsync<QueryAnswer>(HttpMethod.Post, "api/lucene/content", Question(index, query, parameters), null, cancellation);

    /// <summary>Asks a Lucene index for the fields it stores.</summary>
    [Operation("postLuceneDocuments")]
    [Operation("luceneDocuments")]
    public Task<ApiAnswer<QueryAnswer>> SearchDocumentsAsync(string index, string query, JsonObject? parameters = null, CancellationToken cancellation = default) =>
        SendAsync<QueryAnswer>(HttpMethod.Post, "api/lucene/documents", Question(index, query, parameters), null, cancellation);

    /// <summary>Asks in GraphQL. An answer may hold errors beside its data.</summary>
    [Operation("askGraphQl")]
    [Operation("askGraphQlByAddress")]
    public Task<ApiAnswer<GraphQlAnswer>> AskGraphQlAsync(string query, JsonObject? variables = null, CancellationToken cancellation = default)
    {
        var question = new JsonObject { ["query"] = query };
        if (variables is not null) question["variables"] = variables.DeepClone();
        return SendAsync<GraphQlAnswer>(HttpMethod.Post, "api/graphql", question, null, cancellation);
    }

    /// <summary>
    /// Says what became of an item that the portal delivered, signed with the channel's secret; no token is needed. Null: it was taken.
    /// </summary>
    /// <param name="now">The instant of the signature, within five minutes of the portal's clock.</param>
    [Operation("postReceipt")]
    public Task<ApiProblem?> SendReceiptAsync(string channelId, string secret, DeliveryReceipt receipt, DateTimeOffset now, CancellationToken cancellation = default) =>
        SendSignedAsync($"api/channels/{Uri.EscapeDataString(channelId)}/receipts", secret, JsonSerializer.Serialize(receipt, Camel), now, cancellation);

    /// <summary>
    /// Reports a public concern that a monitor found, signed with the monitor's secret; no token is needed. Null: it was taken, now or before.
    /// </summary>
    /// <param name="now">The instant of the signature, within five minutes of the portal's clock.</param>
    [Operation("postConcern")]
    public Task<ApiProblem?> SendConcernAsync(string monitorId, string secret, ConcernMessage message, DateTimeOffset now, CancellationToken cancellation = default) =>
        SendSignedAsync($"api/concerns/{Uri.EscapeDataString(monitorId)}", secret, JsonSerializer.Serialize(message, Camel), now, cancellation);

    private async Task<ApiProblem?> SendSignedAsync(string path, string secret, string body, DateTimeOffset now, CancellationToken cancellation)
    {
        var t = Number(now.ToUnixTimeSeconds());
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-GovPortal-Signature", $"t={t},v1={mac}");
        using var answer = await http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode ? null : await ProblemAsync(answer, cancellation);
    }

    private static JsonObject Question(string index, string query, JsonObject? parameters)
    {
        var question = new JsonObject { ["indexName"] = index, ["query"] = query };
        if (parameters is not null) question["parameters"] = parameters.DeepClone();
        return question;
    }

    private static JsonObject Body(ContentItem item, ReviewForm? form)
    {
        ArgumentNullException.ThrowIfNull(item);
        var body = (JsonObject)item.Parts.DeepClone();
        if (item.ContentItemId is not null) body[nameof(item.ContentItemId)] = item.ContentItemId;
        if (item.ContentType is not null) body[nameof(item.ContentType)] = item.ContentType;
        if (form is not null) body["reviewForm"] = JsonSerializer.SerializeToNode(form, Camel);
        return body;
    }

    private async Task<ApiAnswer<TaggedItem>> ItemAsync(HttpMethod method, string path, JsonObject? body, string? tag, CancellationToken cancellation)
    {
        string? given = null;
        var answer = await SendAsync<ContentItem>(method, path, body, tag, cancellation, t => given = t, Json);
        return new ApiAnswer<TaggedItem>(answer.Value is null ? null : new TaggedItem(answer.Value, given), answer.Problem, answer.Left);
    }

    private async Task<ApiAnswer<T>> SendAsync<T>(
        HttpMethod method, string path, JsonObject? body, string? tag, CancellationToken cancellation, Action<string?>? tagged = null, JsonSerializerOptions? reading = null) where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await http.SendAsync(request, cancellation);
        tagged?.Invoke(answer.Headers.ETag?.Tag);
        // GraphQL answers a question with errors in it by 400 and what it could answer; a refusal is a problem document.
        if (answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            return new ApiAnswer<T>(await answer.Content.ReadFromJsonAsync<T>(reading ?? Camel, cancellation) ?? throw new JsonException("The answer is empty."), null);
        }
        return new ApiAnswer<T>(null, await ProblemAsync(answer, cancellation), Left(answer));
    }

    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadFromJsonAsync<ApiProblem>(Camel, cancellation) : null;
        return (problem ?? new ApiProblem(answer.ReasonPhrase ?? "", (int)answer.StatusCode, "", [])) with { RetryAfter = Wait(answer) };
    }

    private static TimeSpan? Wait(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? answer.Headers.RetryAfter?.Delta : null;

    private static string? Left(HttpResponseMessage answer) => answer.Headers.Location?.ToString().Split('/')[^1];

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in members)
        {
            if (value is not null) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
