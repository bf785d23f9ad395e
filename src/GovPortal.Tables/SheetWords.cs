using System.Text.RegularExpressions;

namespace GovPortal.Tables;

/// <summary>Words and signs that people use in tables.</summary>
public static partial class SheetWords
{
    /// <summary>A title or name: no blanks and line breaks among Chinese characters (办 公 室), single blanks elsewhere.</summary>
    public static string Title(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BlankBesideChinese().Replace(Blanks().Replace(text.Trim(), " "), "");
    }

    /// <summary>True for the signs that repeat the cell above.</summary>
    public static bool IsDitto(string text) => Title(text).TrimEnd('。') is "同上" or "〃" or "″" or "\"" or "“" or "”";

    /// <summary>True for the first row of the notes under a table.</summary>
    public static bool StartsNote(string text) => NoteHead().IsMatch(Title(text));

    /// <summary>True for the name of a row that adds up the others: 合计, 总 计, 本页小计：.</summary>
    public static bool IsTotal(string text) => Total().IsMatch(Title(text));

    /// <summary>True for the number of a row: 1, 1.2, (3), 十二、.</summary>
    public static bool IsOrdinal(string text) => Ordinal().IsMatch(Title(text));

    /// <summary>True for a heading between rows: 一、行政许可, （二）行政处罚.</summary>
    public static bool IsHeading(string text) => Heading().IsMatch(Title(text));

    /// <summary>The spellings under which a head is looked for: without blanks and stars, then without brackets, then without what stands in them.</summary>
    public static IEnumerable<string> HeadSpellings(string head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var plain = Blanks().Replace(head, "").Trim('*', '：', ':', '＊');
        return ((string[])[plain, Brackets().Replace(plain, ""), Bracketed().Replace(plain, "")]).Where(s => s.Length > 0).Distinct();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<=[\u2E80-\uFFEF]) | (?=[\u2E80-\uFFEF])")]
    private static partial Regex BlankBesideChinese();

    [GeneratedRegex("^(?:注|备注|说明|注释|附注)[0-9一二三]?[：:]")]
    private static partial Regex NoteHead();

    [GeneratedRegex(@"^(?:本页)?(?:合计|总计|小计|共计|累计)[：:]?\z")]
    private static partial Regex Total();

    [GeneratedRegex(@"^[（(]?(?:[0-9]+(?:[.\-][0-9]+)*|[一二三四五六七八九十百]+)[)）]?[.、．]?\z")]
    private static partial Regex Ordinal();

    [GeneratedRegex("^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]).")]
    private static partial Regex Heading();

    [GeneratedRegex("[（）()]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[（(][^（）()]*[）)]")]
    private static partial Regex Bracketed();
}
