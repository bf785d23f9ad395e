using System.Buffers;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Words;

/// <summary>E-mail addresses, read outwards from the @.</summary>
internal static class EmailScanner
{
    private static readonly SearchValues<char> Local = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-");
    private static readonly SearchValues<char> Domain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    public static void Scan(string text, List<Hit> hits)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (start, end) = (at, at + 1);
            while (start > 0 && at - start < 64 && Local.Contains(text[start - 1])) start--;
            while (end < text.Length && end - at < 254 && Domain.Contains(text[end])) end++;
            while (end > at + 1 && text[end - 1] is '.' or '-') end--;
            while (start < at && text[start] is '.' or '-') start++;
            var dot = text.AsSpan(at + 1, end - at - 1).LastIndexOf('.');
            if (start == at || dot < 1 || end - at - 2 - dot < 2 || !char.IsAsciiLetter(text[at + 2 + dot])) continue;
            hits.Add(new Hit(FindingKind.Email, start, end, FindingKinds.UsualSeverity(FindingKind.Email)));
        }
    }
}

/// <summary>Licence plates of GA 36: province, letter of the authority, five or six characters.</summary>
internal static class PlateScanner
{
    private static readonly SearchValues<char> Provinces = SearchValues.Create("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼");

    public static void Scan(string text, List<Hit> hits)
    {
        for (var at = text.AsSpan().IndexOfAny(Provinces); at >= 0;)
        {
            if (End(text, at) is { } end) hits.Add(new Hit(FindingKind.LicencePlate, at, end, FindingKinds.UsualSeverity(FindingKind.LicencePlate)));
            var next = text.AsSpan(at + 1).IndexOfAny(Provinces);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static int? End(string text, int at)
    {
        var i = at + 1;
        if (i < text.Length && text[i] == ' ') i++;
        if (i >= text.Length || text[i] is < 'A' or > 'Z' or 'I') return null;
        i++;
        if (i < text.Length && text[i] is '·' or '•' or '.' or ' ' or '-') i++;
        var (start, digits) = (i, 0);
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is >= 'A' and <= 'Z' and not ('I' or 'O')))
        {
            if (char.IsAsciiDigit(text[i++])) digits++;
        }
        var length = i - start;
        if (length == 4 && i < text.Length && text[i] is '学' or '警' or '挂' or '港' or '澳') return i + 1;
        if (length is not (5 or 6) || digits < 3 || i < text.Length && char.IsAsciiLetterOrDigit(text[i])) return null;
        // New energy: D or F leads the number of a small car and ends that of a large one.
        return length == 5 || text[start] is >= 'A' and <= 'K' || text[i - 1] is >= 'A' and <= 'K' ? i : null;
    }
}

/// <summary>The words of a county's list.</summary>
internal static class WordScanner
{
    public static void Scan(string text, IReadOnlyList<CountyWord> words, List<Hit> hits)
    {
        foreach (var word in words)
        {
            if (word.Text.Length == 0) continue;
            for (var at = text.IndexOf(word.Text, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word.Text, at + word.Text.Length, StringComparison.OrdinalIgnoreCase))
            {
                hits.Add(new Hit(FindingKind.CountyWord, at, at + word.Text.Length, word.Severity));
            }
        }
    }
}
