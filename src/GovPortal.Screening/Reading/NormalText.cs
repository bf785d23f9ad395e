using System.Globalization;

namespace GovPortal.Screening.Reading;

/// <summary>
/// A text as a person reads it: full-width forms as ASCII, every digit as 0–9, every dash as '-', every space as ' ',
/// characters without width gone. Each character knows where it stands in the original.
/// </summary>
internal sealed class NormalText
{
    private readonly int[]? _origins;

    private NormalText(string text, int[]? origins) => (Text, _origins) = (text, origins);

    public string Text { get; }

    public static NormalText Of(string original)
    {
        var first = 0;
        while (first < original.Length && IsPlain(original[first])) first++;
        if (first == original.Length) return new NormalText(original, null);

        var text = new char[original.Length];
        var origins = new int[original.Length];
        var length = 0;
        for (var i = 0; i < original.Length; i++)
        {
            var c = original[i];
            if (!IsPlain(c)) c = Map(c);
            if (c == '\0') continue;
            text[length] = c;
            origins[length++] = i;
        }
        return new NormalText(new string(text, 0, length), origins);
    }

    /// <summary>Where the character at <paramref name="index"/> stands in the original.</summary>
    public int Origin(int index) => _origins is null ? index : _origins[index];

    /// <summary>ASCII but the null character, and Chinese characters, stand for themselves.</summary>
    private static bool IsPlain(char c) => c is > '\0' and < '\u0080' or >= '\u3001' and < '\uD800' or >= '\uE000' and < '\uFE00';

    private static char Map(char c)
    {
        switch (c)
        {
            case >= '\uFF01' and <= '\uFF5E': return (char)(c - 0xFEE0);
            case '\u00A0' or '\u1680' or >= '\u2000' and <= '\u200A' or '\u202F' or '\u205F' or '\u3000': return ' ';
            case '\u2028' or '\u2029' or '\u0085': return '\n';
            case >= '\u2010' and <= '\u2015' or '\u2212' or '\u2043' or '\uFE58' or '\uFE63': return '-';
            case '\u00AD' or '\u034F' or '\u061C' or '\u180E' or >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E'
                or >= '\u2060' and <= '\u206F' or >= '\uFE00' and <= '\uFE0F' or '\uFEFF' or '\0': return '\0';
            default: return CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? (char)('0' + digit) : c;
        }
    }
}
