namespace GovPortal.Concerns.Rules;

/// <summary>The three grades (R55). How long each has is data, set by the county.</summary>
public static class ConcernGrades
{
    public const string Ordinary = "ordinary", Major = "major", Sudden = "sudden";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string> { [Ordinary] = "一般", [Major] = "重大", [Sudden] = "突发" };

    public static string Title(string? grade) => grade is not null && All.TryGetValue(grade, out var title) ? title : "未定级";

    public static string Tone(string? grade) => grade switch { Sudden => "danger", Major => "warning", Ordinary => "info", _ => "neutral" };
}

/// <summary>Where a concern was met (R54, R69).</summary>
public static class ConcernChannels
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["wechat"] = "微信", ["weibo"] = "微博", ["work-group"] = "工作群", ["website"] = "网站", ["hotline"] = "热线", ["media"] = "媒体", ["other"] = "其他",
    };

    public static string Title(string channel) => All.GetValueOrDefault(channel, channel);
}

/// <summary>How a concern ends (办结方式).</summary>
/// <param name="IsAnswer">A word was given: the clock is met. Otherwise none is owed, and the clock falls.</param>
/// <param name="AfterPublished">Only where the response is public.</param>
public sealed record ConcernOutcome(string Code, string Title, bool IsAnswer, bool AfterPublished = false)
{
    public static IReadOnlyList<ConcernOutcome> All { get; } =
    [
        new("published", "已公开回应", true, AfterPublished: true), new("answered-elsewhere", "已在原渠道或者以其他方式回应", true), new("no-response", "经研判无需回应", false),
        new("not-ours", "不属于本机关，已转有关机关", false), new("duplicate", "与其他舆情重复", false),
    ];

    /// <summary>Those that are possible where a response is public, or is not.</summary>
    public static IEnumerable<ConcernOutcome> For(bool isPublished) => All.Where(o => o.AfterPublished == isPublished);

    public static ConcernOutcome? Of(string? code) => All.FirstOrDefault(o => o.Code == code);
}
