namespace GovPortal.Tables;

/// <summary>Makes a cell's raw text what a reader sees.</summary>
internal static class CellText
{
    public static string Clean(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim().Trim('\u200B', '\uFEFF').Trim();
        return text.Length <= TableLimits.MaxCellCharacters ? text : text[..TableLimits.MaxCellCharacters];
    }
}
