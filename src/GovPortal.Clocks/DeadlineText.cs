using System.Globalization;
using System.Text.RegularExpressions;

namespace GovPortal.Clocks;

/// <summary>
/// Reads the clock texts of a 栏目任务分解表: 公开时限 (an item's deadline) and 更新频率 (a column's freshness).
/// Only texts that are understood from the first character to the last give a rule.
/// </summary>
public static partial class DeadlineText
{
    private const string Vague = "表述无法对应到时限规则，请改写或手工选择";

    /// <summary>The text of 公开时限. A bare «6个月内» is a deadline of six months.</summary>
    public static ClockReading ReadDeadline(string text) => Read(text, freshness: false);

    /// <summary>The text of 更新频率. A bare «6个月内» is an update at least every six months.</summary>
    public static ClockReading ReadFreshness(string text) => Read(text, freshness: true);

    private static ClockReading Read(string text, bool freshness)
    {
        text = text.Trim();
        if (text.Length == 0) return ClockReading.Empty;

        var plain = ChineseNumerals.ToDigits(Blank().Replace(text, "")).TrimEnd('。', '；', ';', '.').Replace(',', '，');
        if (WithDocument().IsMatch(plain)) return Of(text, DeadlineRule.WithDocument);
        if (OnChange().IsMatch(plain)) return Of(text, DeadlineRule.OnChange);
        if (QuarterEnd().IsMatch(plain)) return Of(text, DeadlineRule.QuarterEnd);
        if (SameDay().Match(plain) is { Success: true } sameDay) return StartAt(text, sameDay, DeadlineRule.SameDay);
        if (Minimum().Match(plain) is { Success: true } minimum) return Of(text, $"min{minimum.Groups["n"].Value}d");
        if (Yearly().Match(plain) is { Success: true } yearly) return YearlyRule(text, yearly);
        if (Monthly().Match(plain) is { Success: true } monthly)
        {
            return Of(text, "dom" + (monthly.Groups["day"].Success ? monthly.Groups["day"].Value : "31"));
        }
        if (Every().Match(plain) is { Success: true } every) return EveryRule(text, every);
        if (MustUpdateWithin().Match(plain) is { Success: true } within) return Of(text, "every" + Unit(within));
        if (Within().Match(plain) is { Success: true } limit) return LimitRule(text, limit, freshness);
        return Unread(text, Vague);
    }

    private static ClockReading LimitRule(string text, Match match, bool freshness)
    {
        var started = match.Groups["start"].Success;
        var unit = Unit(match);
        if (freshness && !started)
        {
            return unit.EndsWith("mo", StringComparison.Ordinal) || unit.EndsWith('y') ? Of(text, "every" + unit) : Unread(text, Vague);
        }
        if (unit.EndsWith('y')) unit = (int.Parse(unit[..^1], CultureInfo.InvariantCulture) * 12).ToString(CultureInfo.InvariantCulture) + "mo";
        var rule = DeadlineRule.Parse(unit);
        if (!rule.Succeeded) return Unread(text, Vague);
        if (started) return StartAt(text, match, rule.Value);
        // A bare limit in hours is the clock of opinion items, which runs from discovery (R39).
        return new ClockReading(text, rule.Value, rule.Value.Kind == RuleKind.Hours ? ClockEvent.Found : null, null, null);
    }

    private static ClockReading StartAt(string text, Match match, DeadlineRule rule)
    {
        if (match.Groups["start"] is not { Success: true, Length: > 0 } start) return Of(text, rule);
        var (from, orFrom, why) = ClockStartText.Read(start.Value);
        return why is null ? new ClockReading(text, rule, from, orFrom, null) : Unread(text, why);
    }

    private static ClockReading EveryRule(string text, Match match)
    {
        if (match.Groups["times"] is { Success: true } times && times.Value != "1") return Unread(text, "一个周期内更新多次，请改写为更短的周期");
        var n = match.Groups["n"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 1;
        return match.Groups["unit"].Value switch
        {
            "半年" or "半年度" when n == 1 => Of(text, "every6mo"),
            "季" or "季度" => Of(text, $"every{n * 3}mo"),
            "月" or "个月" or "月度" => Of(text, $"every{n}mo"),
            "年" or "年度" => Of(text, $"every{n}y"),
            _ => Unread(text, Vague),
        };
    }

    private static ClockReading YearlyRule(string text, Match match)
    {
        var month = int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12) return Unread(text, Vague);
        var day = match.Groups["day"].Success ? int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture) : DateTime.DaysInMonth(2000, month);
        return Of(text, $"yearly{month:00}{day:00}");
    }

    private static string Unit(Match match) => match.Groups["n"].Value + match.Groups["unit"].Value switch
    {
        "工作日" => "wd",
        "小时" => "h",
        "月" => "mo",
        "年" => "y",
        _ => "d",
    };

    private static ClockReading Of(string text, string rule) =>
        DeadlineRule.Parse(rule) is { Succeeded: true } read ? Of(text, read.Value) : Unread(text, Vague);

    private static ClockReading Of(string text, DeadlineRule rule) => new(text, rule, null, null, null);

    private static ClockReading Unread(string text, string why) => new(text, null, null, null, why);

    private const string Act = "(?:(?:予以|进行|完成|及时|主动|向社会|须|应|应当)*(?:公开|发布|公布|公示|更新|回复|答复|反馈|回应|解读|上传))*";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex($@"^(?:随文(?:更新|公开|发布)?|与.{{0,12}}(?:文件|文)同步{Act}|同步{Act})\z")]
    private static partial Regex WithDocument();

    [GeneratedRegex(@"^(?:适时|及时|实时|即时|动态|随时|有变化时|变更时|长期)(?:更新|公开|调整|发布)*\z")]
    private static partial Regex OnChange();

    [GeneratedRegex($@"^每?个?季度?(?:末|底|结束)(?:之?前|以前)?{Act}\z")]
    private static partial Regex QuarterEnd();

    [GeneratedRegex($@"^(?:[自从]?(?<start>[^，；。\d]{{2,24}}?)(?:之日|的)?)?(?:当日|当天|同日)(?:内|起)?{Act}\z")]
    private static partial Regex SameDay();

    [GeneratedRegex($@"^(?:决策前(?:公开|公示|征求意见)?，?)?(?:征集|征求意见|公开征求意见|公示|公开)?(?:期限?|时间|期间)?(?:应当|应|须)?(?:不少于|不得少于|至少|不低于)(?<n>\d{{1,4}})个?(?:自然)?[日天]\z")]
    private static partial Regex Minimum();

    [GeneratedRegex($@"^每年(?<month>\d{{1,2}})月(?:(?<day>\d{{1,2}})日|底|末)(?:之?前|以前|止)?{Act}\z")]
    private static partial Regex Yearly();

    [GeneratedRegex($@"^每个?月(?:(?<day>\d{{1,2}})日|底|末)(?:之?前|以前|止)?{Act}\z")]
    private static partial Regex Monthly();

    [GeneratedRegex(@"^[每按](?<n>\d{1,2})?(?<unit>半年度?|个月|月度?|季度?|年度?)(?:至少|不少于|最少|须|应)*(?:更新|公开|发布)?(?:至少|不少于)?(?:(?<times>\d{1,3})次)?(?:以上)?(?:更新|公开|发布)?\z")]
    private static partial Regex Every();

    [GeneratedRegex(@"^(?:[^，；。\d自]{0,20}?)(?:最迟|至少|最长)?(?<n>\d{1,3})个?(?<unit>月|年)(?:之|以)?内(?:(?:必须|须|应当|应|至少)?有更新|(?:必须|须|应当|应|至少)(?:有)?更新1?次?)\z|^最迟(?<n>\d{1,3})个?(?<unit>月|年)(?:之|以)?内(?:更新)?\z")]
    private static partial Regex MustUpdateWithin();

    [GeneratedRegex($@"^(?:[自从在]?(?<start>[^，；。\d]{{2,48}}?)(?:(?:之日|之时|当日|次日|时)(?:起|后)?|以后|之后|后)(?:的)?，?)?(?<n>\d{{1,4}})个?(?<unit>工作日|自然日|日|天|小时|月|年)(?:之|以)?内{Act}\z")]
    private static partial Regex Within();
}
