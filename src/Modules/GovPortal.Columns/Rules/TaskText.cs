using GovPortal.Tables;

namespace GovPortal.Columns.Rules;

/// <summary>How texts of a task table are compared and cleaned.</summary>
internal static class TaskText
{
    /// <inheritdoc cref="SheetWords.Title"/>
    public static string Title(string text) => SheetWords.Title(text);

    /// <inheritdoc cref="SheetWords.IsDitto"/>
    public static bool IsDitto(string text) => SheetWords.IsDitto(text);

    /// <summary>True for the signs that say «none» where blank would mean «as above».</summary>
    public static bool IsNone(string text) => text is "无" or "—" or "——" or "-" or "/" or "／";

    /// <inheritdoc cref="SheetWords.StartsNote"/>
    public static bool StartsNote(string text) => SheetWords.StartsNote(text);
}
