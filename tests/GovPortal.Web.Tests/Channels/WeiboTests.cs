using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;

namespace GovPortal.Web.Tests.Channels;

/// <summary>Posts on Weibo, by its documented interface.</summary>
[AnyEngine]
public sealed class WeiboTests
{
    private const string Share = "/2/statuses/share.json", Destroy = "/2/statuses/destroy.json";

    [Fact]
    public async Task A_published_item_is_posted_once_with_its_link_and_destroyed_with_its_withdrawal()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.Weibo, account: "203.0.113.9");
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("关于#稳岗返还#的通知", "<p>" + new string('文', 300) + "</p>"));
        await office.RunAsync();
        var shared = Assert.Single(office.There.Calls);
        Assert.Equal((Share, StandIn.WeiboToken, "203.0.113.9"), (shared.Path, shared.Field("access_token"), shared.Field("rip")));
        var status = shared.Field("status")!;
        Assert.EndsWith(" " + ChannelOffice.BaseUrl + await office.Bureau.PathAsync(item.ContentItemId), status, StringComparison.Ordinal);
        Assert.DoesNotContain("#", status, StringComparison.Ordinal);
        Assert.InRange(CutText.Width(status), 200, 280);
        var posting = await office.PostingAsync();
        Assert.Equal((PostingState.Online, "3504803600500000"), (posting.State, posting.ExternalId));

        // A change is not posted by itself.
        await office.Bureau.PublishedAsync(office.Bureau.Article("更正后的通知"), item.ContentItemId);
        await office.RunAsync();
        Assert.Single(office.There.Calls);

        await CountyPortalTests.WithdrawAsync(office, item.ContentItemId);
        await office.RunAsync();
        Assert.Equal(("3504803600500000", PostingState.Withdrawn), (office.There.To(Destroy).Single().Field("id"), (await office.PostingAsync()).State));
    }

    [Fact]
    public async Task A_change_is_posted_where_the_office_chose_so()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.Weibo, repeats: true);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("先发一条"));
        await office.RunAsync();
        await office.Bureau.PublishedAsync(office.Bureau.Article("再发一条"), item.ContentItemId);
        await office.RunAsync();
        Assert.Equal(2, office.There.To(Share).Count());
    }

    [Fact]
    public async Task A_version_that_was_overtaken_before_it_was_posted_gives_way_to_the_newer_one()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.Weibo);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("还没发出的第一版"));
        await office.App.Get<Kernel.Events.OnceEventPump>().CatchUpAsync(default);
        await office.Bureau.PublishedAsync(office.Bureau.Article("随即更正的第二版"), item.ContentItemId);
        await office.RunAsync();
        Assert.StartsWith("随即更正的第二版", Assert.Single(office.There.Calls).Field("status"), StringComparison.Ordinal);
        Assert.Equal([PostingState.Superseded, PostingState.Online], (await office.PostingsAsync()).OrderBy(p => p.Number).Select(p => p.State));
    }

    [Theory]
    [InlineData(21327, "weibo.credentials 21327", PostingState.Failed)]
    [InlineData(20019, "weibo.repeated 20019", PostingState.Failed)]
    [InlineData(10023, "weibo.quota 10023", PostingState.Queued)]
    public async Task Errors_are_told_apart(int code, string expected, PostingState state)
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.Weibo);
        office.There.Answer(Share, $$"""{"error":"refused","error_code":{{code}},"request":"/2/statuses/share.json"}""");
        await office.Bureau.PublishedAsync(office.Bureau.Article("微博报错"));
        await office.RunAsync();
        var posting = await office.PostingAsync();
        Assert.Equal((state, expected), (posting.State, posting.LastError));
    }

    [Fact]
    public async Task A_post_whose_fate_is_not_known_is_not_posted_twice()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.Weibo);
        office.There.Answer(Share, "{}");
        await office.Bureau.PublishedAsync(office.Bureau.Article("应答读不懂"));
        await office.RunAsync();
        office.App.Clock.Set("2026-11-21 10:00");
        await office.RunAsync();
        var posting = await office.PostingAsync();
        Assert.Equal((PostingState.Failed, true, 1), (posting.State, posting.IsUnsure, office.There.Calls.Count));
    }
}
