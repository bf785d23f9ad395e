using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;

namespace GovPortal.Web.Tests.Channels;

/// <summary>Drafts in a WeChat official account, by its documented interface.</summary>
[AnyEngine]
public sealed class WeChatTests
{
    private const string Token = "/cgi-bin/stable_token", Material = "/cgi-bin/material/add_material", Add = "/cgi-bin/draft/add", Delete = "/cgi-bin/draft/delete";

    [Fact]
    public async Task A_published_item_becomes_a_draft_a_change_a_new_one_and_a_withdrawal_deletes_it()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.WeChat);
        var title = "关于做好二〇二六年度失业保险稳岗返还和技能提升补贴申领发放工作有关事项的通知";
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article(title, "<p>正文<strong>要点</strong>，见<a href=\"https://other.example/\">附件说明</a>。</p><table><tr><td colspan=\"2\">表格</td></tr></table>"));
        await office.RunAsync();
        Assert.Equal([Token, Material, Add], office.There.Calls.Select(c => c.Path));
        var cover = office.There.To(Material).Single();
        Assert.StartsWith("multipart/form-data", cover.ContentType, StringComparison.Ordinal);
        Assert.Contains("name=\"media\"", cover.Body, StringComparison.Ordinal);
        var added = office.There.To(Add).Single();
        Assert.Equal("?access_token=token-1", added.Query);
        Assert.DoesNotContain("\\u", added.Body, StringComparison.Ordinal);
        var article = added.Json["articles"]![0]!;
        Assert.Equal(("cover-1", ChannelOffice.BaseUrl + await office.Bureau.PathAsync(item.ContentItemId)), ((string?)article["thumb_media_id"], (string?)article["content_source_url"]));
        Assert.Equal(32, new System.Globalization.StringInfo((string)article["title"]!).LengthInTextElements);
        Assert.EndsWith("…", (string)article["title"]!, StringComparison.Ordinal);
        var content = (string)article["content"]!;
        Assert.Contains("<strong>要点</strong>，见附件说明。", content, StringComparison.Ordinal);
        Assert.Contains("colspan=\"2\"", content, StringComparison.Ordinal);
        Assert.DoesNotContain("href", content, StringComparison.Ordinal);
        Assert.Equal((PostingState.Submitted, "draft-1"), ((await office.PostingAsync()).State, (await office.PostingAsync()).ExternalId));

        // The token and the cover are used again; the outdated draft goes.
        await office.Bureau.PublishedAsync(office.Bureau.Article("更正后的通知"), item.ContentItemId);
        await office.RunAsync();
        Assert.Equal((1, 1, 2, 1), (office.There.To(Token).Count(), office.There.To(Material).Count(), office.There.To(Add).Count(), office.There.To(Delete).Count()));
        Assert.Equal("draft-1", (string?)office.There.To(Delete).Single().Json["media_id"]);
        Assert.Equal([PostingState.Withdrawn, PostingState.Submitted], (await office.PostingsAsync()).OrderBy(p => p.Number).Select(p => p.State));

        await CountyPortalTests.WithdrawAsync(office, item.ContentItemId);
        await office.RunAsync();
        Assert.Equal(["draft-1", "draft-2"], office.There.To(Delete).Select(c => (string)c.Json["media_id"]!));
        Assert.All(await office.PostingsAsync(), p => Assert.Equal(PostingState.Withdrawn, p.State));
    }

    [Fact]
    public async Task A_token_that_ended_is_asked_for_once_more_and_a_used_up_quota_waits()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.WeChat);
        office.There.Answer(Add, """{"errcode":42001,"errmsg":"access_token expired"}""", """{"errcode":45009,"errmsg":"reach max api daily quota limit"}""");
        await office.Bureau.PublishedAsync(office.Bureau.Article("凭证到期时报送"));
        await office.RunAsync();
        Assert.Equal([false, true], office.There.To(Token).Select(c => (bool)c.Json["force_refresh"]!));
        var waiting = await office.PostingAsync();
        Assert.Equal((PostingState.Queued, "wechat.quota 45009"), (waiting.State, waiting.LastError));
        office.App.Clock.Set("2026-11-20 10:05");
        await office.RunAsync();
        Assert.Equal(PostingState.Submitted, (await office.PostingAsync()).State);
        // The cover was kept though the draft had failed.
        Assert.Single(office.There.To(Material));
    }

    [Fact]
    public async Task Wrong_credentials_park_it_with_a_reason_that_says_what_to_do()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var channel = await office.ChannelAsync(ChannelKind.WeChat, secret: "not-the-secret");
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("凭证填错时报送"));
        await office.RunAsync();
        Assert.Equal((PostingState.Failed, 1), ((await office.PostingAsync()).State, office.There.Calls.Count));
        Assert.Contains("AppID 或 AppSecret 不正确", await CountyPortalTests.PageAsync(office, item.ContentItemId), StringComparison.Ordinal);
        using var publisher = await office.Bureau.SignedInAsync("publisher");
        Assert.Contains("没有送达渠道的信息", (await publisher.GoAsync("/Admin")).Text, StringComparison.Ordinal);
        using var editor = await office.Bureau.SignedInAsync("editor");
        Assert.DoesNotContain("没有送达渠道的信息", (await editor.GoAsync("/Admin")).Text, StringComparison.Ordinal);
        var tested = await office.App.Get<ChangeChannel>().TestAsync(channel.Id, await office.Bureau.ActorAsync("publisher"), default);
        Assert.Equal("wechat.credentials", tested.Failures[0].Code);
    }

    [Fact]
    public async Task What_the_interface_can_not_take_down_waits_for_a_person()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.WeChat);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("已经群发的草稿"));
        await office.RunAsync();
        office.There.Answer(Delete, """{"errcode":40007,"errmsg":"invalid media_id"}""");
        await CountyPortalTests.WithdrawAsync(office, item.ContentItemId);
        await office.RunAsync();
        Assert.True((await office.PostingAsync()).NeedsHand);
        var page = await CountyPortalTests.PageAsync(office, item.ContentItemId);
        Assert.Contains("需人工撤下", page, StringComparison.Ordinal);
        using var publisher = await office.Bureau.SignedInAsync("publisher");
        Assert.Contains("需人工撤下的信息", (await publisher.GoAsync("/Admin")).Text, StringComparison.Ordinal);
        await publisher.GoAsync("/Admin/Channels/Postings?state=hand");
        Assert.Contains("需人工撤下", publisher.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        await publisher.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await publisher.SubmitAsync("form[action*=Withdrawn]");
        var done = await office.PostingAsync();
        Assert.Equal((PostingState.Withdrawn, false), (done.State, done.NeedsHand));
        Assert.Contains("posting.needs-hand", await office.EventsAsync());
    }
}
