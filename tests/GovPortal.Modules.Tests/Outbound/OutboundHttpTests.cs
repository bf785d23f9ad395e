using System.Net;
using GovPortal.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovPortal.Modules.Tests.Outbound;

public sealed class OutboundHttpTests : IAsyncLifetime
{
    private WebApplication _server = null!;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/ok", () => "你好");
        _server.MapPost("/echo", async (HttpRequest request) => $"{request.ContentType}|{request.Headers["X-Source"]}|{await new StreamReader(request.Body).ReadToEndAsync()}");
        _server.MapGet("/same", () => Results.Redirect("/ok"));
        _server.MapGet("/away", () => Results.Redirect("http://localhost:1/"));
        _server.MapGet("/loop", () => Results.Redirect("/loop"));
        _server.MapGet("/slow", async (CancellationToken c) => await Task.Delay(Timeout.Infinite, c));
        _server.MapGet("/long", () => new string('a', OutboundHttp.MaxBodyBytes + 10));
        _server.MapMethods("/head", ["HEAD"], (HttpResponse response) => response.Headers["X-Asked"] = "head");
        _server.MapGet("/elsewhere", (HttpRequest request) => Results.Redirect($"http://localhost:{request.Host.Port}/same"));
        await _server.StartAsync();
        _address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.20.0.1"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.1.1")]
    [InlineData("0.0.0.0"), InlineData("::1"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("::ffff:10.0.0.1"), InlineData("64:ff9b::a00:1"), InlineData("224.0.0.1"), InlineData("255.255.255.255")]
    public void Closed_networks_are_refused(string address) => Assert.False(new AddressPolicy([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("2400:3200::1"), InlineData("172.32.0.1"), InlineData("::ffff:8.8.8.8")]
    public void Public_addresses_are_allowed(string address) => Assert.True(new AddressPolicy([]).Allows(IPAddress.Parse(address)));

    [Fact]
    public void Exceptions_are_networks_or_addresses()
    {
        var policy = AddressPolicy.Parse(["10.20.0.0/16", " 192.168.1.5 ", ""])!;
        Assert.True(policy.Allows(IPAddress.Parse("10.20.3.4")));
        Assert.True(policy.Allows(IPAddress.Parse("192.168.1.5")));
        Assert.False(policy.Allows(IPAddress.Parse("192.168.1.6")));
        Assert.Null(AddressPolicy.Parse(["example.com"]));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/"), InlineData("http://localhost:1/"), InlineData("http://[::1]:1/"), InlineData("http://2130706433/"), InlineData("http://[::ffff:127.0.0.1]:1/")]
    public async Task A_loopback_address_is_refused_by_name_number_and_disguise(string url)
    {
        using var http = Http("");
        var result = await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri(url), []), CancellationToken.None);
        Assert.True(result.Has("outbound.address-refused"), string.Join(", ", result.Failures));
    }

    [Fact]
    public async Task An_allowed_address_is_called_and_its_answer_read()
    {
        Assert.Equal((200, "你好"), await BodyOf("/ok"));
        Assert.Equal((200, "你好"), await BodyOf("/same"));
        Assert.Equal(404, (await BodyOf("/none")).Status);
        Assert.Equal(OutboundHttp.MaxBodyBytes, (await BodyOf("/long")).Body.Length);
        using var http = Http("127.0.0.1");
        var posted = await http.SendAsync(new OutboundRequest(HttpMethod.Post, new Uri(_address + "/echo"), [new("X-Source", "inspection")], "{\"a\":1}", "application/json"), CancellationToken.None);
        Assert.StartsWith("application/json; charset=utf-8|", posted.Value!.Body, StringComparison.Ordinal);
        Assert.EndsWith("|{\"a\":1}", posted.Value.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/away", "outbound.redirect-refused"), InlineData("/loop", "outbound.redirect-refused"), InlineData("/slow", "outbound.timeout")]
    public async Task What_leads_elsewhere_or_hangs_is_refused(string path, string code)
    {
        using var http = Http("127.0.0.1");
        Assert.True((await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri(_address + path), []), CancellationToken.None)).Has(code));
    }

    [Fact]
    public async Task A_look_follows_to_another_host_reads_a_little_and_stays_out_of_closed_networks()
    {
        using var http = Http("127.0.0.1,::1");
        Task<GovPortal.Kernel.Results.Result<OutboundResponse>> LookAsync(string path, HttpMethod method) => http.SendAsync(new OutboundRequest(method, new Uri(_address + path), []) { OnlyLooks = true }, CancellationToken.None);
        Assert.Equal("你好", (await LookAsync("/elsewhere", HttpMethod.Get)).Value!.Body);
        Assert.Equal((200, "head", ""), ((await LookAsync("/head", HttpMethod.Head)).Value!.Status, (await LookAsync("/head", HttpMethod.Head)).Value!.Headers["X-Asked"], (await LookAsync("/head", HttpMethod.Head)).Value!.Body));
        Assert.Equal(1024, (await LookAsync("/long", HttpMethod.Get)).Value!.Body.Length);
        Assert.True((await LookAsync("/loop", HttpMethod.Get)).Has("outbound.redirect-refused"));
        using var closed = Http("");
        Assert.True((await closed.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri(_address + "/ok"), []) { OnlyLooks = true }, CancellationToken.None)).Has("outbound.address-refused"));
    }

    [Fact]
    public async Task Headers_of_the_connection_and_line_feeds_are_refused()
    {
        using var http = Http("127.0.0.1");
        foreach (var (name, value) in new[] { ("Host", "intranet"), ("Content-Length", "1"), ("X-A", "a\r\nHost: b"), ("X-A", "检查") })
        {
            Assert.True((await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri(_address + "/ok"), [new(name, value)]), CancellationToken.None)).Has("outbound.bad-header"));
        }
        Assert.True((await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri("ftp://a/"), []), CancellationToken.None)).Has("outbound.bad-url"));
        Assert.True((await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri("http://u:p@a/"), []), CancellationToken.None)).Has("outbound.bad-url"));
    }

    private async Task<(int Status, string Body)> BodyOf(string path)
    {
        using var http = Http("127.0.0.1");
        var result = await http.SendAsync(new OutboundRequest(HttpMethod.Get, new Uri(_address + path), []), CancellationToken.None);
        Assert.True(result.Succeeded, string.Join(", ", result.Failures));
        return (result.Value.Status, result.Value.Body);
    }

    private static OutboundHttp Http(string allow) => new(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Portal:Outbound:Allow"] = allow, ["Portal:Outbound:TimeoutSeconds"] = "1" }).Build());
}
