using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Client;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Channels;

/// <summary>What the county portal says of a posting later: signed, fresh, once, and forward only.</summary>
[AnyEngine]
public sealed class ReceiptTests
{
    [Fact]
    public async Task Receipts_bring_a_posting_forward_and_the_item_shows_it()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("等候受理的信息"));
        await office.RunAsync();
        var id = (await office.PostingAsync()).Id;

        // By the client that others build on.
        using var http = new HttpClient(office.App.App.GetTestServer().CreateHandler()) { BaseAddress = new Uri("http://localhost/") };
        var client = new PortalClient(http);
        Assert.Null(await client.SendReceiptAsync(channel.Id, channel.Secret!, new DeliveryReceipt(id, "accepted"), office.App.Clock.GetUtcNow()));
        Assert.Equal("receipt.bad-signature", (await client.SendReceiptAsync(channel.Id, "chs_forged", new DeliveryReceipt(id, "online"), office.App.Clock.GetUtcNow()))!.Reasons.Single().Code);
        office.App.Clock.Set("2026-11-20 10:02");
        Assert.Equal(204, await StatusAsync(office.ReceiptAsync(channel.Id, channel.Secret!, Receipt(id, "online", "https://county.example/1"))));
        var online = await office.PostingAsync();
        Assert.Equal((PostingState.Online, "https://county.example/1"), (online.State, online.Address));
        Assert.True(online.SubmittedUtc <= online.AcceptedUtc && online.AcceptedUtc < online.OnlineUtc);
        var page = await CountyPortalTests.PageAsync(office, item.ContentItemId);
        Assert.Contains("已上线", page, StringComparison.Ordinal);

        // Said again with a new signature: nothing new. Back: refused.
        office.App.Clock.Set("2026-11-20 10:03");
        Assert.Equal(204, await StatusAsync(office.ReceiptAsync(channel.Id, channel.Secret!, Receipt(id, "online"))));
        await RefusedAsync(office, channel.Id, 409, "receipt.not-forward", channel.Secret!, Receipt(id, "accepted"));
        await RefusedAsync(office, channel.Id, 409, "receipt.not-forward", channel.Secret!, Receipt(id, "refused", reason: "重复"));
        Assert.Equal(["posting.queued", "posting.submitted", "posting.accepted", "posting.online"], await office.EventsAsync());
    }

    [Fact]
    public async Task A_refusal_shows_its_reason_and_the_corrected_version_goes_anew()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("缺少文号的信息"));
        await office.RunAsync();
        Assert.Equal(204, await StatusAsync(office.ReceiptAsync(channel.Id, channel.Secret!, Receipt((await office.PostingAsync()).Id, "refused", reason: "缺少发文字号"))));
        var page = await CountyPortalTests.PageAsync(office, item.ContentItemId);
        Assert.Contains("被退回", page, StringComparison.Ordinal);
        Assert.Contains("缺少发文字号", page, StringComparison.Ordinal);
        await office.Bureau.PublishedAsync(office.Bureau.Article("补上文号的信息"), item.ContentItemId);
        await office.RunAsync();
        Assert.Equal([PostingState.Refused, PostingState.Submitted], (await office.PostingsAsync()).OrderBy(p => p.Number).Select(p => p.State));
    }

    [Fact]
    public async Task What_is_forged_late_replayed_or_malformed_is_refused_and_changes_nothing()
    {
        await using var office = await ChannelOffice.OpenAsync("Portal:Channels:ReceiptsPerMinute=40");
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        var other = await office.ChannelAsync(ChannelKind.CountyPortal, column: null);
        var weChat = await office.ChannelAsync(ChannelKind.WeChat, column: null);
        await office.Bureau.PublishedAsync(office.Bureau.Article("不可冒充的回执"));
        await office.RunAsync();
        var id = (await office.PostingAsync()).Id;
        var receipt = Receipt(id, "accepted");
        await RefusedAsync(office, channel.Id, 401, "receipt.bad-signature", "chs_forged", receipt);
        await RefusedAsync(office, channel.Id, 401, "receipt.bad-signature", other.Secret!, receipt);
        await RefusedAsync(office, "4nosuchchannel0000000000000", 401, "receipt.bad-signature", channel.Secret!, receipt);
        await RefusedAsync(office, weChat.Id, 401, "receipt.bad-signature", StandIn.AppSecret, receipt);
        await RefusedAsync(office, channel.Id, 401, "receipt.bad-signature", channel.Secret!, receipt, signature: "t=1,v1=00");
        await RefusedAsync(office, channel.Id, 401, "receipt.bad-signature", channel.Secret!, receipt, signature: office.Sign(channel.Secret!, "another body"));
        await RefusedAsync(office, channel.Id, 401, "receipt.too-old", channel.Secret!, receipt, TimeSpan.FromMinutes(-6));
        await RefusedAsync(office, channel.Id, 401, "receipt.too-old", channel.Secret!, receipt, TimeSpan.FromMinutes(6));
        await RefusedAsync(office, other.Id, 404, "posting.unknown", other.Secret!, receipt);
        await RefusedAsync(office, channel.Id, 404, "posting.unknown", channel.Secret!, Receipt("4nosuchposting", "accepted"));
        await RefusedAsync(office, channel.Id, 400, "receipt.malformed", channel.Secret!, new JsonObject { ["state"] = "accepted" });
        await RefusedAsync(office, channel.Id, 400, "receipt.state-unknown", channel.Secret!, Receipt(id, "published"));
        await RefusedAsync(office, channel.Id, 400, "receipt.reason-needed", channel.Secret!, Receipt(id, "refused"));
        await RefusedAsync(office, channel.Id, 400, "receipt.bad-address", channel.Secret!, Receipt(id, "online", "javascript:alert(1)"));
        await RefusedAsync(office, channel.Id, 413, "receipt.too-large", channel.Secret!, Receipt(id, "refused", reason: new string('长', 20_000)));
        Assert.Equal(PostingState.Submitted, (await office.PostingAsync()).State);

        // The same call once more.
        var signature = office.Sign(channel.Secret!, receipt.ToJsonString());
        Assert.Equal(204, await StatusAsync(office.ReceiptAsync(channel.Id, channel.Secret!, receipt, signature: signature)));
        await RefusedAsync(office, channel.Id, 409, "receipt.replayed", channel.Secret!, receipt, signature: signature);
        var statuses = new List<int>();
        for (var i = 0; i < 40; i++) statuses.Add(await StatusAsync(office.ReceiptAsync(channel.Id, "chs_forged", receipt)));
        Assert.Contains(429, statuses);
    }

    private static JsonObject Receipt(string delivery, string state, string? url = null, string? reason = null)
    {
        var receipt = new JsonObject { ["delivery"] = delivery, ["state"] = state };
        if (url is not null) receipt["url"] = url;
        if (reason is not null) receipt["reason"] = reason;
        return receipt;
    }

    private static async Task<int> StatusAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        return (int)answer.StatusCode;
    }

    private static async Task RefusedAsync(ChannelOffice office, string channelId, int status, string code, string secret, JsonObject receipt, TimeSpan? off = null, string? signature = null)
    {
        var before = await office.App.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync());
        using var answer = await office.ReceiptAsync(channelId, secret, receipt, off, signature);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{code}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)JsonNode.Parse(text)!["reasons"]![0]!["code"]);
        Assert.Matches(@"[\u4e00-\u9fff]", (string)JsonNode.Parse(text)!["detail"]!);
        Assert.Equal(before, await office.App.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync()));
    }
}
