using System.Globalization;
using System.Text;

namespace GovPortal.Supervision.Rules;

/// <summary>What the office says of a month (情况说明), written from its figures; the office changes the words before it freezes them.</summary>
public static class SummaryWords
{
    public static string Of(SummaryFigures figures, SummaryFigures before)
    {
        var (now, then, month) = (figures.Total, before.Total, figures.Month % 100);
        var words = new StringBuilder();
        words.Append(CultureInfo.InvariantCulture, $"{month}月，各科室共发布信息{now.Published}条，{Than(now.Published, then.Published)}；其中按时公开{now.OnTime}条、超时公开{now.Late}条。\n");
        words.Append(CultureInfo.InvariantCulture, $"自查新发现问题{now.Found}个，已消除{now.Gone}个，月末未消除{now.Standing}个。下发督办单{now.Orders}份，销号{now.SignedOff}份{(now.LateOrders > 0 ? $"，{now.LateOrders}份逾期未反馈" : "")}。\n");
        if (figures.Score is { } score) words.Append(CultureInfo.InvariantCulture, $"月末自查得分{score:0.##}分{(before.Score is { } last ? $"，上月{last:0.##}分" : "")}。\n");
        foreach (var group in figures.Lines.GroupBy(l => l.Group)) words.Append(CultureInfo.InvariantCulture, $"{group.Key}：{string.Join("，", group.Select(l => $"{l.Title}{l.Count}"))}。\n");
        if (figures.Sections.Where(s => s.IsNil).Select(s => s.Name).ToList() is { Count: > 0 } nil) words.Append(CultureInfo.InvariantCulture, $"零报告：{string.Join("、", nil)}。\n");
        if (figures.Silent is { Count: > 0 } silent) words.Append(CultureInfo.InvariantCulture, $"没有发布信息也没有零报告：{string.Join("、", silent.Select(s => s.Name))}。\n");
        return words.ToString().TrimEnd('\n');
    }

    private static string Than(int now, int then) => now == then ? "与上月持平" : now > then ? $"比上月增加{now - then}条" : $"比上月减少{then - now}条";
}
