namespace GovPortal.Screening.Numbers;

/// <summary>A run of ASCII letters and digits.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The first character after it.</param>
/// <param name="IsNumber">Digits only, or 17 digits and an X.</param>
internal readonly record struct Token(int Start, int End, bool IsNumber)
{
    public int Length => End - Start;

    /// <summary>Words people write before a number without a space.</summary>
    private static readonly string[] Prefixes = ["ID", "NO", "TEL", "MOBILE", "PHONE", "SFZ", "CARD", "FAX"];

    /// <summary>The token at the first letter or digit from <paramref name="from"/>; null where there is none.</summary>
    public static Token? Next(ReadOnlySpan<char> text, int from)
    {
        var first = text[from..].IndexOfAnyInRange('0', '9');
        if (first < 0) return null;
        var (start, end) = (from + first, from + first);
        while (start > from && char.IsAsciiLetterOrDigit(text[start - 1])) start--;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        var run = text[start..end];
        var letters = run.IndexOfAnyInRange('0', '9');
        if (letters > 0 && IsPrefix(run[..letters]))
        {
            start += letters;
            run = run[letters..];
        }
        var isNumber = !run.ContainsAnyExceptInRange('0', '9') || run[^1] is 'X' or 'x' && run.Length <= 18 && !run[..^1].ContainsAnyExceptInRange('0', '9');
        return new Token(start, end, isNumber);
    }

    private static bool IsPrefix(ReadOnlySpan<char> letters)
    {
        foreach (var prefix in Prefixes)
        {
            if (letters.Equals(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
