namespace GovPortal.Search.Rules;

/// <summary>What of a question may be counted. Nothing that may tell of a person is: numbers, addresses, names.</summary>
public static class AskedText
{
    public const int Longest = 40;
    private const int LongestNumber = 5;

    /// <summary>The hundred surnames most in use, and those of two characters.</summary>
    private const string Surnames =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

    private static readonly string[] TwoCharacterSurnames = ["欧阳", "上官", "司马", "诸葛", "令狐", "皇甫", "尉迟", "东方", "慕容", "司徒", "夏侯"];

    /// <summary>
    /// The text to count under, or null where it is not counted: longer than <see cref="Longest"/>, six digits in a row (identity
    /// cards, telephones, accounts), an address of mail or the web, or two to four characters that are no word and begin as a name.
    /// </summary>
    /// <param name="folded">Half width, lower case, simplified.</param>
    /// <param name="isWord">Whether a text is a word in daily use and not only some name.</param>
    public static string? Of(string folded, Func<string, bool> isWord)
    {
        ArgumentNullException.ThrowIfNull(folded);
        ArgumentNullException.ThrowIfNull(isWord);
        var text = string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '"', '“', '”', '「', '」', '。', '，', '？', '?');
        if (text.Length is 0 or > Longest || text.Any(c => char.IsControl(c) || char.IsSurrogate(c))) return null;
        if (text.Contains('@') || text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.Ordinal)) return null;
        if (HasNumber(text)) return null;
        return text.Split(' ').Any(part => IsName(part, isWord)) ? null : text;
    }

    /// <summary>Digits with nothing but spaces and hyphens between them count as one number: 138 0013 8000.</summary>
    private static bool HasNumber(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                if (++digits > LongestNumber) return true;
            }
            else if (c is not (' ' or '-'))
            {
                digits = 0;
            }
        }
        return false;
    }

    private static bool IsName(string part, Func<string, bool> isWord)
    {
        if (part.Length is < 2 or > 4 || !part.All(c => c is >= '\u4E00' and <= '\u9FFF') || isWord(part)) return false;
        if (TwoCharacterSurnames.Any(s => part.StartsWith(s, StringComparison.Ordinal)) && part.Length > 2) return true;
        return part.Length <= 3 && Surnames.Contains(part[0]);
    }
}
