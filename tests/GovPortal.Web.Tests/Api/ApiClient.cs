using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>What a program is answered.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text, HttpResponseHeaders Headers)
{
    public JsonNode? Json => Text.Length > 0 && MediaType?.Contains("json", StringComparison.Ordinal) == true ? JsonNode.Parse(Text) : null;

    public string? Tag => Headers.ETag?.Tag;

    /// <summary>The stable codes of a refusal.</summary>
    public IReadOnlyList<string> Codes => [.. (Json?["reasons"]?.AsArray() ?? []).Select(r => (string)r!["code"]!)];

    /// <summary>The fields a refusal names.</summary>
    public IReadOnlyList<string> Fields => [.. (Json?["errors"]?.AsObject() ?? []).Select(e => e.Key)];

    /// <summary>Every refusal is a document a program can read, with its reasons in Chinese.</summary>
    public Answer IsProblem(int status)
    {
        Assert.True(status == Status, $"{Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(status, (int)Json!["status"]!);
        Assert.All((string[])["type", "title", "detail"], m => Assert.False(string.IsNullOrEmpty((string?)Json[m])));
        Assert.NotEmpty(Json["errors"]!.AsObject());
        Assert.Matches(@"[\u4e00-\u9fff]", (string)Json["detail"]!);
        return this;
    }

    public Answer Is(int status)
    {
        Assert.True(status == Status, $"{Status} instead of {status}: {Text}");
        return this;
    }
}

/// <summary>A program that talks to the portal, and what its tests need to make it known there.</summary>
internal sealed class ApiClient(PortalApp app)
{
    public const string Root = "/api/content";

    /// <summary>Limits that no test reaches unless it means to.</summary>
    public static string[] Settings { get; } =
        ["Portal:Api:RequestsPerMinute=1000000", "Portal:Api:AnonymousRequestsPerMinute=1000000", "Portal:Api:TokensPerMinute=1000000"];

    public PortalApp App => app;

    public async Task<Answer> SendAsync(string method, string path, string? token = null, JsonNode? body = null, params (string Name, string Value)[] headers) =>
        await SendRawAsync(method, path, token, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> SendRawAsync(string method, string path, string? token, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var client = app.App.GetTestServer().CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<Answer> FormAsync(string path, Dictionary<string, string> form, params (string Name, string Value)[] headers) =>
        SendRawAsync("POST", path, null, new FormUrlEncodedContent(form), headers);

    /// <summary>An application with a secret, that acts for itself by these roles.</summary>
    public async Task<(string Id, string Secret)> ApplicationAsync(string clientId, bool mayWrite = true, params ApplicationRole[] roles)
    {
        var saved = Must(await app.Get<SaveApplication>().HandleAsync(
            new SaveApplicationCommand(null, clientId, "应用" + clientId, false, true, false, mayWrite, [], roles, Trusted: true), Actor.System, default));
        return (saved.Id, saved.Secret!);
    }

    public Task<Answer> TokenAnswerAsync(string clientId, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        return FormAsync("/connect/token", form);
    }

    public async Task<string> TokenAsync(string clientId, string secret, string? scope = null) =>
        (string)(await TokenAnswerAsync(clientId, secret, scope)).Is(200).Json!["access_token"]!;

    /// <summary>A token of a new application with these roles.</summary>
    public async Task<string> TokenOfAsync(string clientId, params ApplicationRole[] roles) => await TokenAsync(clientId, (await ApplicationAsync(clientId, true, roles)).Secret);

    public async Task<string> PersonalAsync(Actor person, bool mayWrite = true, int days = 30) =>
        Must(await app.Get<PersonalTokens>().MakeAsync(new MakeTokenCommand("测试", days, mayWrite), person, default)).Secret;
}
