using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace GovPortal.Tables;

/// <summary>The number formats of a workbook: turns a stored number into the text a reader sees.</summary>
internal sealed class NumberDisplay(IReadOnlyList<string> formats, bool date1904)
{
    /// <summary>Formats the file format numbers without writing them down; the Chinese dates follow the zh-CN locale.</summary>
    private static readonly Dictionary<uint, string> BuiltIn = new()
    {
        [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%",
        [14] = "yyyy-mm-dd", [15] = "d-mmm-yy", [16] = "d-mmm", [17] = "mmm-yy", [18] = "h:mm AM/PM", [19] = "h:mm:ss AM/PM",
        [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy-mm-dd h:mm", [27] = "yyyy\"年\"m\"月\"", [28] = "m\"月\"d\"日\"", [29] = "m\"月\"d\"日\"",
        [30] = "m-d-yy", [31] = "yyyy\"年\"m\"月\"d\"日\"", [32] = "h\"时\"mm\"分\"", [33] = "h\"时\"mm\"分\"ss\"秒\"",
        [36] = "yyyy\"年\"m\"月\"", [37] = "#,##0", [38] = "#,##0", [39] = "#,##0.00", [40] = "#,##0.00",
        [45] = "mm:ss", [47] = "mm:ss", [49] = "@", [50] = "yyyy\"年\"m\"月\"", [51] = "m\"月\"d\"日\"", [52] = "yyyy\"年\"m\"月\"",
        [53] = "m\"月\"d\"日\"", [54] = "m\"月\"d\"日\"", [57] = "yyyy\"年\"m\"月\"", [58] = "m\"月\"d\"日\"",
    };

    public static NumberDisplay Of(WorkbookPart part, bool date1904)
    {
        var sheet = part.WorkbookStylesPart?.Stylesheet;
        var custom = new Dictionary<uint, string>();
        foreach (var format in sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
        {
            if (format.NumberFormatId?.Value is { } id && format.FormatCode?.Value is { } code) custom[id] = code;
        }
        var formats = (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select(f =>
            f.NumberFormatId?.Value is { } id ? custom.GetValueOrDefault(id) ?? BuiltIn.GetValueOrDefault(id) ?? "" : "");
        return new NumberDisplay([.. formats], date1904);
    }

    /// <summary>The displayed text; the stored text where it is no number.</summary>
    public string Display(string raw, uint style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return raw;
        var format = style < formats.Count ? formats[(int)style] : "";
        var section = NumberFormat.SectionFor(format, value);
        if (NumberFormat.IsDate(section) && NumberFormat.DateOf(value, date1904) is { } date) return NumberFormat.Date(date, section);
        // The negative section writes its own sign.
        var shown = value < 0 && format.Contains(';') ? -value : value;
        return NumberFormat.Number(shown, section) ?? General(value);
    }

    /// <summary>Fifteen significant digits, as spreadsheets keep; long codes without an exponent.</summary>
    private static string General(double value)
    {
        if (Math.Abs(value) is 0 or (>= 1e-6 and < 7.9e27))
        {
            return ((decimal)value).ToString("0.###############", CultureInfo.InvariantCulture);
        }
        return value.ToString("G15", CultureInfo.InvariantCulture);
    }
}
