using System.Globalization;

namespace GovPortal.Tables;

/// <summary>Addresses in spreadsheet notation: <c>B7</c> is row 7, column 2.</summary>
public static class CellAddress
{
    /// <summary>The largest row and column of the file format.</summary>
    public const int MaxRow = 1_048_576, MaxColumn = 16_384;

    public static string Of(int row, int column) => Letters(column) + row.ToString(CultureInfo.InvariantCulture);

    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    /// <summary>False for anything that is no address within the format's bounds.</summary>
    public static bool TryParse(ReadOnlySpan<char> address, out int row, out int column)
    {
        (row, column) = (0, 0);
        var i = 0;
        for (; i < address.Length && char.ToUpperInvariant(address[i]) is >= 'A' and <= 'Z' and var c; i++)
        {
            column = column * 26 + (c - 'A' + 1);
            if (column > MaxColumn) return false;
        }
        return column > 0
            && int.TryParse(address[i..], NumberStyles.None, CultureInfo.InvariantCulture, out row)
            && row is >= 1 and <= MaxRow;
    }

    /// <summary>Reads <c>B3:B5</c>, or a single address.</summary>
    internal static bool TryParseRange(string range, out (int Row, int Column) first, out (int Row, int Column) last)
    {
        (first, last) = (default, default);
        var colon = range.IndexOf(':', StringComparison.Ordinal);
        if (!TryParse(colon < 0 ? range : range.AsSpan(0, colon), out var row1, out var column1)) return false;
        var (row2, column2) = (row1, column1);
        if (colon >= 0 && !TryParse(range.AsSpan(colon + 1), out row2, out column2)) return false;
        first = (Math.Min(row1, row2), Math.Min(column1, column2));
        last = (Math.Max(row1, row2), Math.Max(column1, column2));
        return true;
    }
}
