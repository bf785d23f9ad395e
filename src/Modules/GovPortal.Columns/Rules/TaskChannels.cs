using System.Text.RegularExpressions;

namespace GovPortal.Columns.Rules;

/// <summary>Reads 公开渠道 cells: 门户网站、微信公众号, or a tick list ■政府网站 □政府公报 as in the national catalogues.</summary>
internal static partial class TaskChannels
{
    public static bool IsInternal(string channel) => channel is "内部" or "内部公开" or "内部通报" or "内网" or "不对外公开";

    /// <summary>The channels, and whether the text is a tick list in which nothing is ticked.</summary>
    public static (IReadOnlyList<string> Channels, bool NothingTicked) Read(string text)
    {
        if (!Box().IsMatch(text)) return (Split(text), false);

        var ticked = new List<string>();
        foreach (Match option in Option().Matches(text))
        {
            var name = TaskText.Title(option.Groups["name"].Value).Trim('、', '，', ',', '；', ';');
            if (option.Groups["box"].Value is not "□" and not "☐" && name.Length > 0 && !ticked.Contains(name)) ticked.Add(name);
        }
        // Words before the first box belong to no option: the cell is not a plain tick list.
        var lead = TaskText.Title(text[..Box().Match(text).Index]);
        return (ticked, ticked.Count == 0 || lead.Length > 0);
    }

    /// <summary>Splits an enumeration (、，；).</summary>
    public static IReadOnlyList<string> Split(string text) =>
        [.. Separators().Split(text).Select(TaskText.Title).Where(t => t.Length > 0).Distinct()];

    [GeneratedRegex("[■□☑☐☒√✓]")]
    private static partial Regex Box();

    [GeneratedRegex("(?<box>[■□☑☐☒√✓])(?<name>[^■□☑☐☒√✓]*)")]
    private static partial Regex Option();

    [GeneratedRegex("[、，,；;\n]")]
    private static partial Regex Separators();
}
