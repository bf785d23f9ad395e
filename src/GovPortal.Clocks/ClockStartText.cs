using System.Text.RegularExpressions;

namespace GovPortal.Clocks;

/// <summary>Reads the start phrase of a deadline: 自信息形成或者变更之日起, 文件公开后, 自收到之日起.</summary>
internal static partial class ClockStartText
{
    private static readonly (string Words, ClockEvent Event)[] Events =
    [
        ("形成|制作|获取|产生|生成|作出", ClockEvent.Formed),
        ("变更|变化|变动|调整", ClockEvent.Changed),
        ("印发|签发|发文|出台", ClockEvent.Issued),
        ("批复|批准", ClockEvent.Approved),
        ("收到|接到|收悉", ClockEvent.Received),
        ("结束|截止|期满", ClockEvent.Closed),
        ("公开|发布|公布", ClockEvent.Published),
        ("发现|获悉|监测到", ClockEvent.Found),
    ];

    /// <summary>The events, or the reason why the phrase is not understood.</summary>
    public static (ClockEvent? From, ClockEvent? OrFrom, string? Why) Read(string phrase)
    {
        var bare = phrase.Trim('自', '从', '在');
        if (TwoEvents().Match(bare) is { Success: true } two && Preceding(two.Groups["subject"].Value) is null)
        {
            var (first, second) = (EventOf(two.Groups["first"].Value)!.Value, EventOf(two.Groups["second"].Value)!.Value);
            return (first, second == first ? null : second, null);
        }
        // What follows 收到 or 发现 is its object, whatever words that holds: 收到财政部门批复之日.
        if (WithObject().Match(bare) is { Success: true } seen && Preceding(seen.Groups["subject"].Value) is null)
        {
            return (EventOf(seen.Groups["event"].Value), null, null);
        }
        if (OneEvent().Match(bare) is { Success: true } one)
        {
            return Preceding(one.Groups["subject"].Value) is { } other && !IsHarmless(one.Groups["subject"].Value, other)
                ? (null, null, "时限中有不止一个起算点")
                : (EventOf(one.Groups["event"].Value), null, null);
        }
        return (null, null, "起算点无法识别");
    }

    private static ClockEvent? EventOf(string word)
    {
        foreach (var (words, clockEvent) in Events)
        {
            if (words.Split('|').Contains(word)) return clockEvent;
        }
        return null;
    }

    private static string? Preceding(string subject) =>
        Events.SelectMany(e => e.Words.Split('|')).FirstOrDefault(w => subject.Contains(w, StringComparison.Ordinal));

    /// <summary>信息公开申请, 公开招聘 and the like are things, not events.</summary>
    private static bool IsHarmless(string subject, string word) =>
        word == "公开" && HarmlessSubject().IsMatch(subject);

    private const string Word = "形成|制作|获取|产生|生成|作出|变更|变化|变动|调整|印发|签发|发文|出台|批复|批准|收到|接到|收悉|结束|截止|期满|公开|发布|公布|发现|获悉|监测到";

    [GeneratedRegex($@"^(?<subject>.{{0,20}}?)(?<first>{Word})(?:或者|或|及|和|、)(?<second>{Word})\z")]
    private static partial Regex TwoEvents();

    [GeneratedRegex($@"^(?<subject>.{{0,20}}?)(?<event>收到|接到|发现|获悉|监测到).{{0,20}}\z")]
    private static partial Regex WithObject();

    [GeneratedRegex($@"^(?<subject>.{{0,20}}?)(?<event>{Word})\z")]
    private static partial Regex OneEvent();

    [GeneratedRegex("(?:信息|政务)公开|公开(?:申请|招聘|选拔|遴选|招标|征集|征求)")]
    private static partial Regex HarmlessSubject();
}
