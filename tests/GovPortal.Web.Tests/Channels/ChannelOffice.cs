using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Channels;

/// <summary>A bureau of its own with a stand-in for the other sides; the sweeper of the application is driven by hand.</summary>
internal sealed class ChannelOffice : IAsyncDisposable
{
    public const string BaseUrl = "https://www.chengxi.example";

    private ChannelOffice(Bureau bureau, StandIn there) => (Bureau, There) = (bureau, there);

    public Bureau Bureau { get; }
    public StandIn There { get; }
    public PortalApp App => Bureau.App;

    public static async Task<ChannelOffice> OpenAsync(params string[] settings)
    {
        var there = await StandIn.StartAsync();
        var app = await PortalApp.StartOpenedAsync(services =>
        {
            // It looks every five seconds of real time; here nothing is sent but by hand.
            var sweeper = services.Single(s => s.ImplementationType == typeof(ChannelSweeper));
            services.Remove(sweeper);
        }, ["Portal:Outbound:Allow=127.0.0.1", $"Portal:Site:BaseUrl={BaseUrl}", "Portal:Site:Name=澄溪县人力资源和社会保障局", "Portal:Site:Code=3300000001", .. settings]);
        return new ChannelOffice(await Bureau.OpenAsync(app), there);
    }

    /// <summary>A channel that takes the column's items by itself; its id and, of the county portal, its secret.</summary>
    public async Task<ChannelSaved> ChannelAsync(ChannelKind kind, string? column = "就业政策", bool repeats = false, string? url = null, string? account = null, string? secret = null)
    {
        var command = new SaveChannelCommand(
            null, kind, ChannelKinds.Title(kind), url ?? (kind == ChannelKind.CountyPortal ? There.Url + "/county" : There.Url),
            account ?? (kind == ChannelKind.WeChat ? StandIn.AppId : ""), secret ?? (kind == ChannelKind.WeChat ? StandIn.AppSecret : kind == ChannelKind.Weibo ? StandIn.WeiboToken : ""),
            "", column is null ? [] : [Bureau.Column(column).Id], Bureau.Organisation.Agencies[0].Id, repeats);
        return Must(await App.Get<SaveChannel>().HandleAsync(command, await Bureau.ActorAsync("publisher"), default));
    }

    /// <summary>Carries events to the channels and sends what is due.</summary>
    public async Task<int> RunAsync(PortalApp? node = null)
    {
        await (node ?? App).CatchUpAsync();
        await (node ?? App).Get<OnceEventPump>().CatchUpAsync(default);
        return await (node ?? App).Get<Dispatcher>().SweepAsync(default);
    }

    public Task<List<ChannelPosting>> PostingsAsync() => App.QueryAsync(db => db.Set<ChannelPosting>().AsNoTracking().OrderBy(p => p.CreatedUtc).ThenBy(p => p.Number).ToListAsync());

    public async Task<ChannelPosting> PostingAsync() => Assert.Single(await PostingsAsync());

    public Task<List<string>> EventsAsync() => App.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind.StartsWith("posting.")).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());

    public async Task<HttpResponseMessage> ReceiptAsync(string channelId, string secret, JsonObject receipt, TimeSpan? off = null, string? signature = null)
    {
        var body = receipt.ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("X-GovPortal-Signature", signature ?? Sign(secret, body, off));
        using var visitor = App.Visitor();
        return await visitor.PostRawAsync($"/api/channels/{channelId}/receipts", content);
    }

    public string Sign(string secret, string body, TimeSpan? off = null)
    {
        var t = new DateTimeOffset(App.Clock.UtcNow() + (off ?? TimeSpan.Zero), TimeSpan.Zero).ToUnixTimeSeconds();
        return $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}")))}";
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await There.DisposeAsync();
    }
}
