using System.Globalization;

namespace GovPortal.Screening.Files;

/// <summary>Cell addresses in spreadsheet notation.</summary>
internal static class CellName
{
    /// <summary>The column of <c>AB12</c>, counted from 1; 0 where it is no address.</summary>
    public static int Column(ReadOnlySpan<char> name)
    {
        var column = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = Math.Min(column * 26 + char.ToUpperInvariant(c) - 'A' + 1, 1_000_000);
        }
        return column;
    }

    public static string Of(int row, int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }
}
