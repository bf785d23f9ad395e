using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Channels;

/// <summary>What is public goes to the county portal, follows its changes there, and comes down with its withdrawal.</summary>
public sealed class CountyPortalTests
{
    [Fact]
    public async Task A_published_item_is_submitted_changed_and_withdrawn_and_its_page_says_so()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var second = await office.App.SecondNodeAsync();
        var bureau = office.Bureau;
        var before = await bureau.PublishedAsync(bureau.Article("渠道建立之前发布"));
        office.App.Clock.Set("2026-11-20 10:01");
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        var id = Kernel.Content.ContentIds.New();
        Must(await bureau.DraftAsync(bureau.Article("关于稳岗返还的通知"), newId: id));
        var file = await bureau.AttachAsync(id, "申领表.txt", "申领表，一式两份。"u8.ToArray());
        await bureau.PublishedAsync(bureau.Article("关于稳岗返还的通知", $"<p>正文内容，供测试使用。<a href=\"/media/{file.Path}\">申领表</a></p>"), id);

        // Two nodes carry it once.
        await Task.WhenAll(office.RunAsync(), office.RunAsync(second));
        await office.RunAsync();
        await office.RunAsync(second);
        // Its leases lapse with it.
        await second.DisposeAsync();
        office.App.Clock.Set("2026-11-20 10:20");
        await office.RunAsync();
        var sent = Assert.Single(office.There.Calls);
        Assert.True(sent.IsSignedBy(channel.Secret!), sent.Signature);
        Assert.False(sent.IsSignedBy("chs_other"));
        var posting = await office.PostingAsync();
        var path = await bureau.PathAsync(id);
        Assert.Equal((posting.Id, posting.Id, "published", ChannelOffice.BaseUrl + path), ((string?)sent.Json["delivery"], sent.Delivery, (string?)sent.Json["event"], (string?)sent.Json["url"]));
        Assert.Equal((id, "关于稳岗返还的通知", true), ((string?)sent.Json["contentItem"]!["ContentItemId"], (string?)sent.Json["contentItem"]!["DisplayText"], (bool)sent.Json["contentItem"]!["Published"]!));
        Assert.Equal(("关于稳岗返还的通知", "就业政策", "3300000001"), ((string?)sent.Json["tags"]!["ArticleTitle"], (string?)sent.Json["tags"]!["ColumnName"], (string?)sent.Json["tags"]!["SiteIDCode"]));
        var attached = Assert.Single(sent.Json["attachments"]!.AsArray())!;
        Assert.Equal((file.Sha256, ChannelOffice.BaseUrl + "/media/" + string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))), ((string?)attached["sha256"], (string?)attached["url"]));
        Assert.Equal(PostingState.Submitted, posting.State);
        Assert.DoesNotContain(before.ContentItemId, office.There.Calls.Select(c => (string?)c.Json["contentItemId"]));
        Assert.Contains("已报送", await PageAsync(office, id), StringComparison.Ordinal);

        // A newer version replaces it.
        await bureau.PublishedAsync(bureau.Article("关于稳岗返还的通知（更正）"), id);
        await office.RunAsync();
        Assert.Equal(["published", "changed"], office.There.Calls.Select(c => (string)c.Json["event"]!));
        Assert.Equal([PostingState.Superseded, PostingState.Submitted], (await office.PostingsAsync()).OrderBy(p => p.Number).Select(p => p.State));

        // Off the site, off the county portal.
        await WithdrawAsync(office, id);
        await office.RunAsync();
        var last = office.There.Calls.Last().Json;
        Assert.Equal(("withdrawn", id), ((string?)last["event"], (string?)last["contentItemId"]));
        Assert.DoesNotContain("更正", office.There.Calls.Last().Body, StringComparison.Ordinal);
        Assert.Equal(PostingState.Withdrawn, (await office.PostingsAsync()).MaxBy(p => p.Number)!.State);
        Assert.Equal(3, office.There.Calls.Count);
        Assert.Equal(["posting.queued", "posting.submitted", "posting.queued", "posting.submitted", "posting.superseded", "posting.withdrawn"], await office.EventsAsync());
        Assert.Contains("已撤下", await PageAsync(office, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_and_an_internal_column_never_leave_the_house()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var bureau = office.Bureau;
        await office.ChannelAsync(ChannelKind.CountyPortal);
        await office.ChannelAsync(ChannelKind.WeChat);
        await office.ChannelAsync(ChannelKind.Weibo, repeats: true);
        var draft = Must(await bureau.DraftAsync(bureau.Article("从未送审的草稿")));
        await bureau.ApprovedAsync(bureau.Article("已通过审查，尚未发布"));
        await office.App.QueryAsync(db => db.Set<Column>().Where(c => c.Id == bureau.Column("就业政策").Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsInternal, true)));
        var inside = await bureau.PublishedAsync(bureau.Article("内部栏目的信息"));
        await office.RunAsync();
        Assert.Empty(office.There.Calls);
        Assert.Empty(await office.PostingsAsync());

        // Nor by hand.
        var channels = await office.App.QueryAsync(db => db.Set<Channel>().Select(c => c.Id).ToListAsync());
        foreach (var item in new[] { draft.ContentItemId, inside.ContentItemId })
        {
            foreach (var channel in channels) Assert.True((await office.App.Get<GovPortal.Channels.Features.SendByHand>().SendAsync(item, channel, await bureau.ActorAsync("publisher"), default)).Has("posting.not-public"));
        }
        await office.RunAsync();
        Assert.Empty(office.There.Calls);
        using var publisher = await bureau.SignedInAsync("publisher");
        Assert.Equal(404, (int)(await publisher.GetRawAsync("/Admin/Channels/Item/" + draft.ContentItemId)).StatusCode);
    }

    [Fact]
    public async Task A_withdrawal_before_it_was_sent_leaves_nothing_to_send()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("发布后随即下线"));
        await office.App.Get<Kernel.Events.OnceEventPump>().CatchUpAsync(default);
        await WithdrawAsync(office, item.ContentItemId);
        await office.RunAsync();
        Assert.Empty(office.There.Calls);
        Assert.Equal(PostingState.Withdrawn, (await office.PostingAsync()).State);
    }

    [Fact]
    public async Task Errors_are_tried_again_with_back_off_and_parked_until_somebody_sends_it_anew()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal);
        office.There.County = (500, "");
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("对方一时不通"));
        await office.RunAsync();
        Assert.Equal(0, await office.RunAsync());
        var waiting = await office.PostingAsync();
        Assert.Equal((PostingState.Queued, "channel.status 500", 1), (waiting.State, waiting.LastError, waiting.Attempts));
        for (var day = 21; (await office.PostingAsync()).State == PostingState.Queued; day++)
        {
            office.App.Clock.Set($"2026-11-{day} 10:00");
            await office.RunAsync();
            Assert.InRange(day, 21, 30);
            if (day == 30) break;
        }
        office.App.Clock.Set("2026-12-05 10:00");
        for (var i = 0; i < 5; i++)
        {
            office.App.Clock.Set($"2026-12-{6 + i:00} 10:00");
            await office.RunAsync();
        }
        Assert.Equal((PostingState.Failed, 12), ((await office.PostingAsync()).State, office.There.Calls.Count));
        Assert.Single(office.There.Calls.Select(c => c.Delivery).Distinct());

        office.There.County = (200, """{"state":"accepted","id":"case-7"}""");
        using var publisher = await office.Bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await publisher.SubmitAsync("form[action*=Retry]");
        await office.RunAsync();
        var done = await office.PostingAsync();
        Assert.Equal((PostingState.Accepted, "case-7", (string?)null), (done.State, done.ExternalId, done.LastError));
        Assert.Equal(13, office.There.Calls.Count);
    }

    [Fact]
    public async Task A_private_address_is_refused_and_nobody_is_called_while_the_channel_is_off()
    {
        await using var office = await ChannelOffice.OpenAsync("Portal:Outbound:Allow=192.0.2.1");
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        await office.Bureau.PublishedAsync(office.Bureau.Article("指向内部网络的地址"));
        await office.RunAsync();
        Assert.StartsWith("outbound.address-refused", (await office.PostingAsync()).LastError, StringComparison.Ordinal);
        Assert.True((await office.App.Get<GovPortal.Channels.Features.ChangeChannel>().EnableAsync(channel.Id, false, await office.Bureau.ActorAsync("publisher"), default)).Succeeded);
        office.App.Clock.Set("2026-11-20 12:00");
        Assert.Equal(0, await office.RunAsync());
        Assert.Empty(office.There.Calls);
    }

    internal static async Task WithdrawAsync(ChannelOffice office, string itemId) => Assert.True(
        (await office.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(itemId, "content-error"), await office.Bureau.ActorAsync("publisher"), default)).Succeeded);

    internal static async Task<string> PageAsync(ChannelOffice office, string itemId)
    {
        using var publisher = await office.Bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Content/Item/" + itemId);
        return string.Join(' ', publisher.Page.QuerySelectorAll("[data-posting]").Select(r => r.TextContent));
    }
}
