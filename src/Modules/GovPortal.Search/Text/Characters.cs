namespace GovPortal.Search.Text;

/// <summary>What a character is to the segmenter, and its folded form (same length, so offsets stay true).</summary>
internal static class Characters
{
    /// <summary>A Han character of the basic plane, or 〇.</summary>
    public static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '\u3007' or (>= '\uF900' and <= '\uFAFF');

    /// <summary>A letter or digit outside Han: such characters form one token with their neighbours.</summary>
    public static bool IsAlphanumeric(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) && !IsHan(c);

    /// <summary>Full width to half width, upper to lower case, traditional to simplified.</summary>
    public static char Fold(char c)
    {
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
        else if (c == '\u3000') c = ' ';
        if (c < 128) return c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        return IsHan(c) ? Simplified.Of(c) : char.ToLowerInvariant(c);
    }

    /// <summary>The text folded, letters, digits and Han characters alone: two questions that differ in nothing else are one.</summary>
    public static string Plain(string text) => string.Concat(text.Select(Fold).Where(c => IsHan(c) || IsAlphanumeric(c)));

    /// <summary>The text folded character by character.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < folded.Length; i++) folded[i] = Fold(text[i]);
    });
}
