using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

public sealed class DeadlineTextTests
{
    [Theory]
    // Every deadline of the county's table.
    [InlineData("自信息形成或者变更之日起5个工作日内", "5wd", "formed", "changed")]
    [InlineData("自文件印发之日起5个工作日内", "5wd", "issued")]
    [InlineData("文件公开后3个工作日内", "3wd", "published")]
    [InlineData("当日", "same-day")]
    [InlineData("决策前公开，征集期不少于30日", "min30d")]
    [InlineData("征求活动结束后1个月内", "1mo", "closed")]
    [InlineData("每季度末前", "qend")]
    [InlineData("自变更之日起5个工作日内", "5wd", "changed")]
    [InlineData("自结果形成之日起5个工作日内", "5wd", "formed")]
    [InlineData("自信息形成之日起5个工作日内", "5wd", "formed")]
    [InlineData("自财政部门批复之日起20日内", "20d", "approved")]
    [InlineData("48小时内", "48h", "found")]
    [InlineData("自收到之日起5个工作日内", "5wd", "received")]
    [InlineData("每年1月31日前", "yearly0131")]
    [InlineData("自培训结束之日起5个工作日内", "5wd", "closed")]
    [InlineData("每月29日前", "dom29")]
    // The same in other words.
    [InlineData("自信息形成或变更之日起二十个工作日内予以公开", "20wd", "formed", "changed")]
    [InlineData("信息形成或者变更之日起２０个工作日内", "20wd", "formed", "changed")]
    [InlineData("自信息变更或形成之日起五个工作日内。", "5wd", "changed", "formed")]
    [InlineData(" 自收到申请之日起\n20个工作日内 ", "20wd", "received")]
    [InlineData("收到申请次日起20个工作日内答复", "20wd", "received")]
    [InlineData("自收到财政部门批复之日起二十日内", "20d", "received")]
    [InlineData("信息公开申请收到后15个工作日内", "15wd", "received")]
    [InlineData("自处罚决定作出之日起7个工作日内", "7wd", "formed")]
    [InlineData("自发现舆情之时起48小时内回应", "48h", "found")]
    [InlineData("征集活动结束后一个月内", "1mo", "closed")]
    [InlineData("20个工作日内", "20wd")]
    [InlineData("1年内", "12mo")]
    [InlineData("信息形成当日", "same-day", "formed")]
    [InlineData("当日公开", "same-day")]
    [InlineData("公示期不少于7日", "min7d")]
    [InlineData("每年3月底前", "yearly0331")]
    [InlineData("每月底前", "dom31")]
    [InlineData("与政策文件同步", "with-document")]
    [InlineData("与政策文件同步公开发布", "with-document")]
    [InlineData("实时", "on-change")]
    // The forms an issue asked for by name.
    [InlineData("信息形成或变更之日起5个工作日内", "5wd", "formed", "changed")]
    [InlineData("3个工作日内", "3wd")]
    [InlineData("批复后20日内", "20d", "approved")]
    [InlineData("6个月内须有更新", "every6mo")]
    [InlineData("最迟1年内", "every1y")]
    public void A_deadline_is_read(string text, string rule, string? from = null, string? orFrom = null)
    {
        var reading = DeadlineText.ReadDeadline(text);
        Assert.Equal((rule, from, orFrom, null), (reading.Rule?.ToString(), reading.From?.Code(), reading.OrFrom?.Code(), reading.Why));
    }

    [Theory]
    [InlineData("适时更新", "on-change")]
    [InlineData("随文更新", "with-document")]
    [InlineData("每季度", "every3mo")]
    [InlineData("每年", "every1y")]
    [InlineData("每年至少一次", "every1y")]
    [InlineData("每月", "every1mo")]
    [InlineData("每半年", "every6mo")]
    [InlineData("及时更新", "on-change")]
    [InlineData("实时更新", "on-change")]
    [InlineData("每月至少更新一次", "every1mo")]
    [InlineData("每两个月更新一次", "every2mo")]
    [InlineData("按季度更新", "every3mo")]
    [InlineData("6个月内须有更新", "every6mo")]
    [InlineData("政策文件类一级栏目6个月内须有更新", "every6mo")]
    [InlineData("六个月内", "every6mo")]
    [InlineData("最迟1年内", "every1y")]
    [InlineData("最迟一年内", "every1y")]
    [InlineData("与政策文件同步", "with-document")]
    [InlineData("每年1月31日前", "yearly0131")]
    public void A_freshness_is_read(string text, string rule)
    {
        var reading = DeadlineText.ReadFreshness(text);
        Assert.Equal((rule, null), (reading.Rule?.ToString(), reading.Why));
    }

    [Theory]
    [InlineData("尽快公开")]
    [InlineData("自信息形成之日起5个工作日内，重要事项当日公开")]
    [InlineData("自信息形成之日起5个工作日内或10个工作日内")]
    [InlineData("自印发之日起或收到之日起5个工作日内")]
    [InlineData("自文件印发并公开之日起5个工作日内")]
    [InlineData("自立项之日起5个工作日内")]
    [InlineData("公示期不少于5个工作日")]
    [InlineData("每周")]
    [InlineData("每年13月1日前")]
    [InlineData("每月32日前")]
    [InlineData("自2026年1月1日起5个工作日内")]
    [InlineData("0个工作日内")]
    [InlineData("百百个工作日内")]
    [InlineData("重要信息当日公开")]
    [InlineData("按规定")]
    [InlineData("1")]
    public void A_text_that_is_not_understood_as_a_whole_is_unread(string text)
    {
        var reading = DeadlineText.ReadDeadline(text);
        Assert.Null(reading.Rule);
        Assert.NotNull(reading.Why);
        Assert.Equal(text, reading.Text);
    }

    [Theory]
    [InlineData("每年至少两次")]
    [InlineData("每天")]
    [InlineData("5个工作日内")]
    public void A_freshness_without_a_rule_is_unread(string text) => Assert.True(DeadlineText.ReadFreshness(text).IsUnread);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void An_empty_text_is_neither_read_nor_unread(string text) => Assert.Equal(ClockReading.Empty, DeadlineText.ReadDeadline(text));
}
