using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovPortal.Web.Tests.Channels;

/// <summary>A call as the other side got it.</summary>
internal sealed record Call(string Path, string Query, string Signature, string Delivery, string ContentType, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Body)!;

    public string? Field(string name) => Body.Split('&').Select(p => p.Split('=')).Where(p => p[0] == name).Select(p => Uri.UnescapeDataString(p[1].Replace('+', ' '))).FirstOrDefault();

    /// <summary>As a receiver would: independent of the product's code.</summary>
    public bool IsSignedBy(string secret)
    {
        var parts = Signature.Split(',').ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(parts["t"] + "." + Body)), Convert.FromHexString(parts["v1"]));
    }
}

/// <summary>The county portal, WeChat and Weibo on the loopback interface: answers what it is told to.</summary>
internal sealed class StandIn(WebApplication server) : IAsyncDisposable
{
    public const string AppId = "wx0123456789abcdef", AppSecret = "an-app-secret", WeiboToken = "2.00a-weibo-token";

    private int _tokens, _drafts;

    public ConcurrentQueue<Call> Calls { get; } = new();
    public string Url { get; private set; } = "";

    /// <summary>What the county portal answers.</summary>
    public (int Status, string Body) County { get; set; } = (202, "");
    /// <summary>Answers of WeChat and Weibo by path, each given once before the usual one.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Next { get; } = new();

    public IEnumerable<Call> To(string path) => Calls.Where(c => c.Path == path);

    public void Answer(string path, params string[] bodies) => Next[path] = new ConcurrentQueue<string>(bodies);

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new StandIn(builder.Build());
        standIn.Map();
        await standIn.StartServerAsync();
        return standIn;
    }

    private void Map() => server.MapPost("/{**path}", async (HttpContext http) =>
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);
        var call = new Call(http.Request.Path, http.Request.QueryString.ToString(), http.Request.Headers["X-GovPortal-Signature"].ToString(), http.Request.Headers["X-GovPortal-Delivery"].ToString(), http.Request.ContentType ?? "", bytes.ToArray());
        Calls.Enqueue(call);
        if (call.Path == "/county") return Results.Text(County.Body, "application/json", statusCode: County.Status);
        if (Next.TryGetValue(call.Path, out var next) && next.TryDequeue(out var told)) return Results.Text(told, "application/json", statusCode: told.Contains("error_code", StringComparison.Ordinal) ? 400 : 200);
        return Results.Text(Usual(call), "application/json");
    });

    private string Usual(Call call) => call.Path switch
    {
        "/cgi-bin/stable_token" when (string?)call.Json["appid"] != AppId => """{"errcode":40013,"errmsg":"invalid appid"}""",
        "/cgi-bin/stable_token" when (string?)call.Json["secret"] != AppSecret => """{"errcode":40125,"errmsg":"invalid appsecret"}""",
        "/cgi-bin/stable_token" => $$"""{"access_token":"token-{{Interlocked.Increment(ref _tokens)}}","expires_in":7200}""",
        "/cgi-bin/material/add_material" => """{"media_id":"cover-1","url":"http://mmbiz.example/cover"}""",
        "/cgi-bin/draft/add" => $$"""{"media_id":"draft-{{Interlocked.Increment(ref _drafts)}}","item":[]}""",
        "/cgi-bin/draft/delete" => """{"errcode":0,"errmsg":"ok"}""",
        "/2/statuses/share.json" => """{"id":3504803600500000,"idstr":"3504803600500000","user":{"idstr":"1"}}""",
        "/2/statuses/destroy.json" => """{"id":3504803600500000,"idstr":"3504803600500000"}""",
        _ => "{}",
    };

    private async Task StartServerAsync()
    {
        await server.StartAsync();
        Url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>Nobody answers any more.</summary>
    public Task StopAsync() => server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
