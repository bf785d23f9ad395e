using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace GovPortal.Tables.Articles;

/// <summary>The number before a paragraph.</summary>
/// <param name="Text">As it is printed, with a blank after it where Word sets one: <c>第一条　</c>.</param>
internal sealed record ParagraphNumber(string Text, bool IsBullet);

/// <summary>
/// Counts numbered paragraphs as Word does. A number is part of what a document says — articles are cited by it — so it becomes
/// text; only bullets become a list.
/// </summary>
internal sealed partial class WordNumbers
{
    private const int Levels = 9;

    private readonly Dictionary<int, int> _abstractOf = [];
    private readonly Dictionary<int, Dictionary<int, Level>> _levels = [];
    private readonly Dictionary<int, int[]> _counts = [];

    public WordNumbers(MainDocumentPart part)
    {
        if (part.NumberingDefinitionsPart?.Numbering is not { } numbering) return;
        foreach (var form in numbering.Elements<AbstractNum>().Where(a => a.AbstractNumberId?.Value is not null))
        {
            _levels[form.AbstractNumberId!.Value] = form.Elements<Level>().Where(l => l.LevelIndex?.Value is not null).GroupBy(l => l.LevelIndex!.Value).ToDictionary(g => g.Key, g => g.First());
        }
        foreach (var instance in numbering.Elements<NumberingInstance>().Where(n => n.NumberID?.Value is not null && n.AbstractNumId?.Val?.Value is not null))
        {
            _abstractOf[instance.NumberID!.Value] = instance.AbstractNumId!.Val!.Value;
        }
    }

    /// <summary>The paragraph's number, counted on; null where it has none.</summary>
    public ParagraphNumber? Of(Paragraph paragraph, IEnumerable<Style> styles)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties ?? styles.Select(s => s.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(n => n is not null);
        if (own?.NumberingId?.Val?.Value is not { } id || id == 0 || !_abstractOf.TryGetValue(id, out var form) || !_levels.TryGetValue(form, out var levels)) return null;
        var at = Math.Clamp(own.NumberingLevelReference?.Val?.Value ?? 0, 0, Levels - 1);
        if (!levels.TryGetValue(at, out var level)) return null;
        if (level.NumberingFormat?.Val?.Value is { } format && format == NumberFormatValues.Bullet) return new ParagraphNumber("", IsBullet: true);

        if (!_counts.TryGetValue(form, out var counts)) _counts[form] = counts = new int[Levels];
        counts[at] = counts[at] == 0 ? Start(levels, at) : counts[at] + 1;
        for (var below = at + 1; below < Levels; below++) counts[below] = 0;
        var text = Place().Replace(level.LevelText?.Val?.Value ?? "", m =>
        {
            var n = m.Value[1] - '1';
            return Number(counts[n] == 0 ? Start(levels, n) : counts[n], levels.GetValueOrDefault(n)?.NumberingFormat?.Val?.Value);
        });
        if (text.Length == 0) return null;
        var tight = level.LevelSuffix?.Val?.Value is { } suffix && suffix == LevelSuffixValues.Nothing || text[^1] is '、' or '）' or ')' or '．';
        return new ParagraphNumber(tight ? text : text + (text[^1] > 0x2E80 ? "　" : " "), IsBullet: false);
    }

    private static int Start(Dictionary<int, Level> levels, int at) => levels.GetValueOrDefault(at)?.StartNumberingValue?.Val?.Value ?? 1;

    private static string Number(int n, NumberFormatValues? format)
    {
        if (format is not { } f) return Plain(n);
        if (f == NumberFormatValues.ChineseCounting || f == NumberFormatValues.ChineseCountingThousand || f == NumberFormatValues.JapaneseCounting || f == NumberFormatValues.TaiwaneseCountingThousand) return Chinese(n);
        if (f == NumberFormatValues.IdeographTraditional && n <= 10) return "甲乙丙丁戊己庚辛壬癸"[n - 1].ToString();
        if (f == NumberFormatValues.DecimalEnclosedCircle || f == NumberFormatValues.DecimalEnclosedCircleChinese) return n <= 20 ? ((char)('①' + n - 1)).ToString() : Plain(n);
        if (f == NumberFormatValues.UpperLetter || f == NumberFormatValues.LowerLetter)
        {
            var letters = new string((char)('A' + (n - 1) % 26), (n - 1) / 26 + 1);
            return f == NumberFormatValues.UpperLetter ? letters : letters.ToLowerInvariant();
        }
        if (f == NumberFormatValues.UpperRoman) return Roman(n);
        if (f == NumberFormatValues.LowerRoman) return Roman(n).ToLowerInvariant();
        return f == NumberFormatValues.DecimalZero ? n.ToString("00", CultureInfo.InvariantCulture) : Plain(n);
    }

    private static string Plain(int n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; up to 999.</summary>
    internal static string Chinese(int n)
    {
        const string digits = "零一二三四五六七八九";
        if (n is <= 0 or > 999) return Plain(n);
        var (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
        var text = hundreds > 0 ? digits[hundreds] + "百" : "";
        if (tens > 0) text += (hundreds > 0 || tens > 1 ? digits[tens].ToString() : "") + "十";
        else if (hundreds > 0 && ones > 0) text += "零";
        return ones > 0 ? text + digits[ones] : text;
    }

    private static string Roman(int n)
    {
        var text = "";
        foreach (var (value, sign) in ((int, string)[])[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; n >= value; n -= value) text += sign;
        }
        return text;
    }

    [GeneratedRegex("%[1-9]")]
    private static partial Regex Place();
}
