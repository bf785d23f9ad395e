using System.Globalization;
using System.Text;

namespace GovPortal.Tables;

/// <summary>The part of the spreadsheet number format language that tables of words and dates use.</summary>
internal static class NumberFormat
{
    /// <summary>Formats have sections for positive; negative; zero. Conditions, colours and locales in brackets are dropped.</summary>
    public static string SectionFor(string format, double value)
    {
        var sections = new List<StringBuilder> { new() };
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c == '"')
            {
                var end = format.IndexOf('"', i + 1);
                if (end < 0) end = format.Length - 1;
                sections[^1].Append(format, i, end - i + 1);
                i = end;
            }
            else if (c is '\\' or '_' or '*' && i + 1 < format.Length)
            {
                // A backslash keeps the next character, _ and * are spacing.
                i++;
                if (c == '\\') sections[^1].Append('"').Append(format[i]).Append('"');
            }
            else if (c == '[')
            {
                var end = format.IndexOf(']', i);
                if (end < 0) break;
                // [h] and [mm] count hours and minutes; everything else is decoration.
                if (end > i + 1 && format[(i + 1)..end].All(x => x is 'h' or 'm' or 's' or 'H')) sections[^1].Append(format, i + 1, end - i - 1);
                i = end;
            }
            else if (c == ';') sections.Add(new());
            else sections[^1].Append(c);
        }
        var index = value < 0 && sections.Count > 1 ? 1 : value == 0 && sections.Count > 2 ? 2 : 0;
        return sections[index].ToString();
    }

    public static bool IsDate(string section)
    {
        var quoted = false;
        foreach (var c in section)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && char.ToLowerInvariant(c) is 'y' or 'm' or 'd' or 'h' or 's') return !section.Contains("General", StringComparison.OrdinalIgnoreCase);
        }
        return false;
    }

    /// <summary>Day 60 of the 1900 system never existed; days before it are one later than they seem.</summary>
    public static DateTime? DateOf(double serial, bool date1904)
    {
        if (serial < 0 || serial >= 2_958_466) return null;
        var epoch = date1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var seconds = Math.Round(serial * 86_400);
        return seconds < (DateTime.MaxValue - epoch).TotalSeconds ? epoch.AddSeconds(seconds) : null;
    }

    public static string Date(DateTime date, string section)
    {
        var result = new StringBuilder();
        var half = section.Contains("AM/PM", StringComparison.OrdinalIgnoreCase) || section.Contains("上午/下午", StringComparison.Ordinal);
        var afterHours = false;
        for (var i = 0; i < section.Length;)
        {
            var c = char.ToLowerInvariant(section[i]);
            if (c == '"')
            {
                var end = section.IndexOf('"', i + 1);
                if (end < 0) end = section.Length;
                result.Append(section, i + 1, end - i - 1);
                i = end + 1;
                continue;
            }
            if (half && (section.AsSpan(i).StartsWith("AM/PM", StringComparison.OrdinalIgnoreCase) || section.AsSpan(i).StartsWith("上午/下午")))
            {
                result.Append(section[i] is '上' ? date.Hour < 12 ? "上午" : "下午" : date.Hour < 12 ? "AM" : "PM");
                i += 5;
                continue;
            }
            var run = i;
            while (run < section.Length && char.ToLowerInvariant(section[run]) == c) run++;
            var count = run - i;
            // The letter m means minutes after hours or before seconds, months everywhere else.
            var minutes = c == 'm' && (afterHours || NextLetter(section, run) == 's');
            result.Append(c switch
            {
                'y' => count > 2 ? date.Year.ToString("0000", CultureInfo.InvariantCulture) : (date.Year % 100).ToString("00", CultureInfo.InvariantCulture),
                'm' when minutes => Padded(date.Minute, count),
                'm' => count < 3 ? Padded(date.Month, count) : date.ToString(count == 3 ? "MMM" : "MMMM", CultureInfo.InvariantCulture),
                'd' => count < 3 ? Padded(date.Day, count) : date.ToString(count == 3 ? "ddd" : "dddd", CultureInfo.InvariantCulture),
                'h' => Padded(half ? (date.Hour + 11) % 12 + 1 : date.Hour, count),
                's' => Padded(date.Second, count),
                '@' => "",
                _ => section[i..run],
            });
            if (char.IsAsciiLetter(c)) afterHours = c == 'h';
            i = run;
        }
        return result.ToString();
    }

    /// <summary>Null where the format is General or beyond what .NET writes the same way.</summary>
    public static string? Number(double value, string section)
    {
        if (section.Length == 0 || section.Contains('@') || section.Contains("General", StringComparison.OrdinalIgnoreCase)
            || section.Contains('?') || section.Contains('/') || section.Contains('E') || section.Contains('e'))
        {
            return null;
        }
        // Spreadsheets round halves away from zero, on the decimal value.
        return Math.Abs(value) < 7.9e27
            ? ((decimal)value).ToString(section, CultureInfo.InvariantCulture)
            : null;
    }

    private static char NextLetter(string section, int from)
    {
        var quoted = false;
        for (var i = from; i < section.Length; i++)
        {
            if (section[i] == '"') quoted = !quoted;
            else if (!quoted && char.IsAsciiLetter(section[i])) return char.ToLowerInvariant(section[i]);
        }
        return '\0';
    }

    private static string Padded(int value, int count) => value.ToString(count > 1 ? "00" : "0", CultureInfo.InvariantCulture);
}
