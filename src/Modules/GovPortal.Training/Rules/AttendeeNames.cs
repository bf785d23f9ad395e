using System.Text.RegularExpressions;

namespace GovPortal.Training.Rules;

/// <summary>
/// The people in a list as offices write it: names between 、，,；; spaces or lines, a section in brackets behind a name, a blank within a
/// name of two characters. What is no name, as «各科室信息员», is left out.
/// </summary>
public static partial class AttendeeNames
{
    private const int MaxLength = 20_000;

    /// <summary>Each person once, in the order of the list.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        var plain = SplitName().Replace(Bracketed().Replace(text, " "), "$1$2");
        return [.. Separators().Split(plain).Select(Bare).Where(IsName).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Without «参训人员：» before and «等» behind.</summary>
    private static string Bare(string token)
    {
        var name = token[(token.LastIndexOfAny([':', '：']) + 1)..].Trim('。', '.', '“', '”');
        return name.Length > 2 && name[^1] == '等' ? name[..^1] : name;
    }

    private static bool IsName(string token) => Name().IsMatch(token) && !NoName().IsMatch(token);

    [GeneratedRegex(@"[（(][^）)]*[）)]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"(?<=^|[、，,；;\s])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?=$|[、，,；;\s])")]
    private static partial Regex SplitName();

    [GeneratedRegex(@"[、，,；;\s]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}(?:[·•][\u4e00-\u9fff]{1,10})+)$")]
    private static partial Regex Name();

    // Places, groups and offices: 各科室, 全体干部, 办公室, 局领导, 信息员, 负责人, 王某等3人.
    [GeneratedRegex(@"^(?:各|全体|全局|其他|机关|所属|有关|相关)|(?:科|科室|室|股|局|处|所|站|队|中心|单位|部门|领导|干部|职工|人员|员|负责人|代表|等人)$")]
    private static partial Regex NoName();
}
