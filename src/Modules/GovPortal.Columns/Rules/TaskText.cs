using System.Text.RegularExpressions;

namespace GovPortal.Columns.Rules;

/// <summary>How texts of a task table are compared and cleaned.</summary>
internal static partial class TaskText
{
    /// <summary>A title or name: no blanks and line breaks among Chinese characters (办 公 室), single blanks elsewhere.</summary>
    public static string Title(string text) => BlankBesideChinese().Replace(Blanks().Replace(text.Trim(), " "), "");

    /// <summary>True for the signs that repeat the cell above.</summary>
    public static bool IsDitto(string text) => Title(text).TrimEnd('。') is "同上" or "〃" or "″" or "\"" or "“" or "”";

    /// <summary>True for the signs that say «none» where blank would mean «as above».</summary>
    public static bool IsNone(string text) => text is "无" or "—" or "——" or "-" or "/" or "／";

    /// <summary>True for the first row of the notes under a table.</summary>
    public static bool StartsNote(string text) => NoteHead().IsMatch(Title(text));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<=[\u2E80-\uFFEF]) | (?=[\u2E80-\uFFEF])")]
    private static partial Regex BlankBesideChinese();

    [GeneratedRegex("^(?:注|备注|说明|注释|附注)[0-9一二三]?[：:]")]
    private static partial Regex NoteHead();
}
