using System.Globalization;

namespace GovPortal.Clocks;

/// <summary>A rule in words, for people: <c>5wd</c> is 5个工作日.</summary>
public static class RuleWords
{
    /// <summary>The key of an interface text and the values for its placeholders.</summary>
    public static (string Key, object?[] Args) Of(DeadlineRule rule) => rule.Kind switch
    {
        RuleKind.WorkingDays => ("{0}个工作日", [rule.Amount]),
        RuleKind.NaturalDays => ("{0}日（自然日）", [rule.Amount]),
        RuleKind.Hours => ("{0}小时", [rule.Amount]),
        RuleKind.Months => ("{0}个月", [rule.Amount]),
        RuleKind.SameDay => ("当日", []),
        RuleKind.DayOfMonth => ("每月{0}日前", [rule.Amount]),
        RuleKind.QuarterEnd => ("每季度末前", []),
        RuleKind.Yearly => ("每年{0}月{1}日前", [rule.Amount / 100, rule.Amount % 100]),
        RuleKind.MinimumDays => ("不少于{0}日", [rule.Amount]),
        RuleKind.EveryMonths when rule.Amount == 12 => ("每年更新", []),
        RuleKind.EveryMonths when rule.Amount % 12 == 0 => ("每{0}年更新", [rule.Amount / 12]),
        RuleKind.EveryMonths when rule.Amount == 1 => ("每月更新", []),
        RuleKind.EveryMonths => ("每{0}个月更新", [rule.Amount]),
        RuleKind.OnChange => ("有变化时更新", []),
        _ => ("与文件同步", []),
    };

    /// <summary>The Chinese words, for public pages and papers.</summary>
    public static string Chinese(DeadlineRule rule)
    {
        var (key, args) = Of(rule);
        return string.Format(CultureInfo.InvariantCulture, key, args);
    }

    /// <summary>What starts a clock, in words; the key of an interface text.</summary>
    public static string Of(ClockEvent start) => start switch
    {
        ClockEvent.Formed => "信息形成之日",
        ClockEvent.Issued => "文件印发之日",
        ClockEvent.Changed => "信息变更之日",
        ClockEvent.Received => "收到之日",
        ClockEvent.Approved => "批复之日",
        ClockEvent.Closed => "活动结束之日",
        ClockEvent.Published => "文件公开之日",
        _ => "发现之时",
    };
}
