using System.Globalization;
using System.Text;

namespace GovPortal.Clocks;

/// <summary>Writes the numerals of a clock text as ASCII digits: 二十个工作日, １５日, 五个 become 20, 15, 5.</summary>
internal static class ChineseNumerals
{
    private const string Digits = "〇一二三四五六七八九";

    public static string ToDigits(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsNumeral(text[end])) end++;
            if (end == i)
            {
                var c = text[i++];
                result.Append(c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c);
                continue;
            }
            var run = text[i..end];
            // A numeral without a unit is part of a name: 一级栏目.
            var measures = end < text.Length && "个日天小工自月年次季".Contains(text[end]);
            result.Append((measures ? Value(run) : null)?.ToString(CultureInfo.InvariantCulture) ?? run);
            i = end;
        }
        return result.ToString();
    }

    private static bool IsNumeral(char c) => Digits.Contains(c) || c is '零' or '两' or '十' or '百';

    private static int DigitOf(char c) => c switch { '零' => 0, '两' => 2, _ => Digits.IndexOf(c) };

    /// <summary>Numbers below a thousand; null for a run that is no number (百百, 十二十).</summary>
    private static int? Value(string run)
    {
        if (!run.Contains('十') && !run.Contains('百'))
        {
            // 二〇二六: digit by digit.
            return run.Length > 4 ? null : run.Aggregate(0, (sum, c) => sum * 10 + DigitOf(c));
        }
        var (total, digit, lastUnit) = (0, -1, 1000);
        foreach (var c in run)
        {
            if (c is '十' or '百')
            {
                var unit = c == '十' ? 10 : 100;
                if (unit >= lastUnit) return null;
                total += (digit < 0 ? 1 : digit) * unit;
                (digit, lastUnit) = (-1, unit);
            }
            else if (c is not '零' and not '〇')
            {
                if (digit >= 0) return null;
                digit = DigitOf(c);
            }
        }
        return total + Math.Max(digit, 0);
    }
}
