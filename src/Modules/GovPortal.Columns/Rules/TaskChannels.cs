using System.Text.RegularExpressions;

namespace GovPortal.Columns.Rules;

/// <summary>Reads 公开渠道 cells: 门户网站、微信公众号, or a tick list ■政府网站 □政府公报 as in the national catalogues.</summary>
internal static partial class TaskChannels
{
    public static bool IsInternal(string channel) => channel is "内部" or "内部公开" or "内部通报" or "内网" or "不对外公开";

    public static bool IsTickList(string text) => Box().IsMatch(Boxes(text));

    /// <summary>The channels, and whether the text is a tick list in which nothing is ticked.</summary>
    public static (IReadOnlyList<string> Channels, bool NothingTicked) Read(string text)
    {
        text = Boxes(text);
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

    /// <summary>True for a cell that holds nothing but a box without a tick, as scanned catalogues have it too (口).</summary>
    public static bool IsBlankBox(string text) => text is "□" or "☐" or "口" or "○";

    /// <summary>The words beside a tick; empty where the cell holds a tick only. Scanned ticks come as t or v.</summary>
    public static string WithoutTick(string text) => text is "t" or "T" or "v" or "V" or "是" or "有" or "1" ? "" : TaskText.Title(Tick().Replace(text, ""));

    /// <summary>In scanned tick lists the blank box came out as 口 and the tick as t: read so where an option begins with one.</summary>
    private static string Boxes(string text) =>
        Box().IsMatch(text) || ScannedBox().Count(text) > 1 ? ScannedTick().Replace(ScannedBox().Replace(text, "□"), "■") : text;

    /// <summary>Splits an enumeration (、，；).</summary>
    public static IReadOnlyList<string> Split(string text) =>
        [.. Separators().Split(text).Select(TaskText.Title).Where(t => t.Length > 0).Distinct()];

    [GeneratedRegex("[■□☑☐☒√✓✔●]")]
    private static partial Regex Box();

    [GeneratedRegex("[■☑☒√✓✔●]")]
    private static partial Regex Tick();

    [GeneratedRegex(@"(?<=^|[\s□■])口(?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex ScannedBox();

    [GeneratedRegex(@"(?<=^|\s)[tTvV](?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex ScannedTick();

    [GeneratedRegex("(?<box>[■□☑☐☒√✓✔●])(?<name>[^■□☑☐☒√✓✔●]*)")]
    private static partial Regex Option();

    [GeneratedRegex("[、，,；;\n]")]
    private static partial Regex Separators();
}
