using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Channels.Sending;
using GovPortal.Outbound;

namespace GovPortal.Modules.Tests.Channels;

public sealed class RulesTests
{
    [Theory]
    [InlineData(PostingState.Submitted, PostingState.Accepted, true), InlineData(PostingState.Submitted, PostingState.Online, true), InlineData(PostingState.Submitted, PostingState.Refused, true)]
    [InlineData(PostingState.Accepted, PostingState.Online, true), InlineData(PostingState.Accepted, PostingState.Refused, true), InlineData(PostingState.Queued, PostingState.Accepted, true)]
    [InlineData(PostingState.Accepted, PostingState.Submitted, false), InlineData(PostingState.Online, PostingState.Accepted, false), InlineData(PostingState.Online, PostingState.Refused, false)]
    [InlineData(PostingState.Refused, PostingState.Accepted, false), InlineData(PostingState.Withdrawn, PostingState.Online, false), InlineData(PostingState.Superseded, PostingState.Online, false)]
    [InlineData(PostingState.Failed, PostingState.Online, false), InlineData(PostingState.Submitted, PostingState.Withdrawn, false), InlineData(PostingState.Submitted, PostingState.Queued, false)]
    public void A_receipt_brings_a_posting_forward_only(PostingState from, PostingState to, bool may) => Assert.Equal(may, PostingStates.MayMove(from, to));

    [Fact]
    public void A_state_once_reached_is_never_left_for_one_before_it()
    {
        var order = new[] { PostingState.Queued, PostingState.Submitted, PostingState.Accepted, PostingState.Online };
        for (var from = 0; from < order.Length; from++)
        {
            for (var to = 0; to <= from; to++) Assert.False(PostingStates.MayMove(order[from], order[to]));
        }
    }

    [Theory]
    [InlineData("短标题", 32, "短标题")]
    [InlineData("一二三四五六", 5, "一二三四…")]
    [InlineData("  两行\n 合一  ", 10, "两行 合一")]
    [InlineData("👨‍👩‍👧家庭", 2, "👨‍👩‍👧…")]
    public void A_text_is_cut_where_a_letter_ends(string text, int most, string expected) => Assert.Equal(expected, CutText.To(text, most));

    [Theory]
    [InlineData("四个汉字", 4, "四个汉字")]
    [InlineData("四个汉字多", 4, "四个汉…")]
    [InlineData("abcdefgh", 4, "abcdefgh")]
    [InlineData("abcdefghi", 4, "abcdef…")]
    public void Two_Latin_letters_count_as_one_character(string text, int most, string expected) => Assert.Equal(expected, CutText.ToWide(text, most));

    [Theory]
    [InlineData(0, ApiRemedy.None), InlineData(42001, ApiRemedy.NewToken), InlineData(40001, ApiRemedy.NewToken), InlineData(45009, ApiRemedy.Later), InlineData(-1, ApiRemedy.Later)]
    [InlineData(40125, ApiRemedy.Stop), InlineData(40164, ApiRemedy.Stop), InlineData(99999, ApiRemedy.Stop)]
    public void An_error_of_WeChat_asks_for_one_remedy(long code, object remedy) => Assert.Equal((ApiRemedy)remedy, WeChatErrors.Of(code).Remedy);

    [Theory]
    [InlineData(10023, ApiRemedy.Later), InlineData(21327, ApiRemedy.Stop), InlineData(20101, ApiRemedy.Gone), InlineData(20019, ApiRemedy.Stop)]
    public void An_error_of_Weibo_asks_for_one_remedy(long code, object remedy) => Assert.Equal((ApiRemedy)remedy, WeiboErrors.Of(code).Remedy);

    [Theory]
    [InlineData("https://a.example/x", true), InlineData("http://a.example", true), InlineData("ftp://a.example/", false), InlineData("javascript:alert(1)", false)]
    [InlineData("https://u:p@a.example/", false), InlineData("/Admin", false), InlineData("", false), InlineData(null, false)]
    public void An_address_is_one_of_the_web(string? text, bool isOne) => Assert.Equal(isOne, WebAddress.IsOne(text));

    [Fact]
    public void A_signature_holds_for_its_body_its_secret_and_its_instant()
    {
        const string body = """{"delivery":"4abc"}""";
        var signature = BodySignature.Of("chs_example", 1795600000, body);
        Assert.Equal(1795600000, BodySignature.SignedAt("chs_example", signature, body));
        Assert.Null(BodySignature.SignedAt("chs_other", signature, body));
        Assert.Null(BodySignature.SignedAt("chs_example", signature, body + " "));
        Assert.Null(BodySignature.SignedAt("chs_example", signature.Replace("1795600000", "1795600001", StringComparison.Ordinal), body));
        foreach (var no in (string?[])[null, "", "t=,v1=", "v1=00,t=1", "t=-1,v1=" + new string('0', 64), signature + ",v2=1"]) Assert.Null(BodySignature.SignedAt("chs_example", no, body));
        var at = DateTimeOffset.FromUnixTimeSeconds(1795600000).UtcDateTime;
        Assert.True(BodySignature.IsFresh(1795600000, at.AddMinutes(5)) && BodySignature.IsFresh(1795600000, at.AddMinutes(-5)));
        Assert.False(BodySignature.IsFresh(1795600000, at.AddSeconds(301)) || BodySignature.IsFresh(1795600000, at.AddSeconds(-301)));
    }

    [Theory]
    [InlineData("<p>字<script>alert(1)</script></p>", "<p>字</p>")]
    [InlineData("<p onclick=\"x()\">字</p>", "<p>字</p>")]
    [InlineData("<p>见<a href=\"https://a.example/\"><strong>说明</strong></a></p>", "<p>见<strong>说明</strong></p>")]
    [InlineData("<p><img src=\"/media/a.png\" alt=\"流程图\"></p>", "<p>（图片“流程图”请看原文）</p>")]
    [InlineData("<article><p><font><img src=x onerror=alert(1)></font></p></article>", "<p>（图片、视频请看原文）</p>")]
    public void WeChat_gets_plain_tags_only(string html, string expected) => Assert.Equal(expected, WeChatHtml.Of(html, "摘要"));

    [Fact]
    public void A_text_longer_than_WeChat_takes_becomes_its_summary() =>
        Assert.Equal("<p>摘要 &amp; 要点</p><p>全文请点击“阅读原文”。</p>", WeChatHtml.Of("<p>" + new string('长', 20_000) + "</p>", "摘要 & 要点"));

    [Fact]
    public void A_post_on_Weibo_has_its_link_whole_and_no_topic()
    {
        var status = WeiboSender.Status("关于#稳岗#的通知", new string('文', 300), "https://www.chengxi.example/zcwj/gfxwj/4abc");
        Assert.EndsWith(" https://www.chengxi.example/zcwj/gfxwj/4abc", status, StringComparison.Ordinal);
        Assert.True(CutText.Width(status) <= 280, status);
        Assert.DoesNotContain('#', status);
    }

    [Theory]
    [InlineData("甲", "", "https://a.example/", "", "channel.account-needed", ChannelKind.WeChat)]
    [InlineData("", "", "https://a.example/", "", "channel.title-needed", ChannelKind.CountyPortal)]
    [InlineData("甲", "300.1.1.1", "https://a.example/", "", "channel.bad-ip", ChannelKind.Weibo)]
    [InlineData("甲", "", "a.example", "", "channel.bad-url", ChannelKind.CountyPortal)]
    public void A_channel_has_what_its_kind_needs(string title, string account, string url, string secret, string code, ChannelKind kind) => Assert.Equal(
        [code], GovPortal.Channels.Features.SaveChannel.Check(new(null, kind, title, url, account, secret, "", [], null, false), kind).Select(f => f.Code));
}
