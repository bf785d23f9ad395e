using System.Globalization;
using System.Text;

namespace GovPortal.Channels.Rules;

/// <summary>Texts within the limits of other people's interfaces.</summary>
internal static class CutText
{
    /// <summary>At most so many characters as a reader counts them, the last of them an ellipsis where something is left out.</summary>
    public static string To(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var letters = new StringInfo(line);
        return letters.LengthInTextElements <= most ? line : letters.SubstringByTextElements(0, most - 1).TrimEnd() + "…";
    }

    /// <summary>As <see cref="To"/>, where two letters of the Latin alphabet count as one character, rounded up.</summary>
    public static string ToWide(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Width(line) <= most * 2) return line;
        var (kept, width) = (new StringBuilder(), 2);
        var letters = StringInfo.GetTextElementEnumerator(line);
        while (letters.MoveNext())
        {
            var letter = letters.GetTextElement();
            if ((width += Width(letter)) > most * 2) break;
            kept.Append(letter);
        }
        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>In half characters.</summary>
    public static int Width(string text) => text.Sum(c => c < 0x80 ? 1 : 2);
}
