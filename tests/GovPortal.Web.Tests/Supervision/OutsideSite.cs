using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovPortal.Web.Tests.Supervision;

internal sealed record Asked(string Method, string Path, string Agent);

/// <summary>Another site, on the loopback interface.</summary>
internal sealed class OutsideSite(WebApplication server) : IAsyncDisposable
{
    public ConcurrentQueue<Asked> Calls { get; } = new();
    public ConcurrentDictionary<string, int> Answers { get; } = new(new Dictionary<string, int> { ["/fine"] = 200 });
    public string Url { get; private set; } = "";

    public static async Task<OutsideSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new OutsideSite(builder.Build());
        site.Start();
        await site.Server.StartAsync();
        site.Url = site.Server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return site;
    }

    private WebApplication Server { get; } = server;

    private void Start() => Server.Run(http =>
    {
        var path = http.Request.Path.Value!;
        Calls.Enqueue(new Asked(http.Request.Method, path, http.Request.Headers.UserAgent.ToString()));
        var answer = Answers.GetValueOrDefault(path, 404);
        if (path is "/moved" or "/loop") http.Response.Redirect(path == "/loop" ? path : Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/fine");
        else http.Response.StatusCode = http.Request.Method == "GET" && answer == 405 ? 200 : answer;
        if (path == "/busy") http.Response.Headers.RetryAfter = "7200";
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync();
        await Server.DisposeAsync();
    }
}
