using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Feedback.Rules;

/// <summary>
/// The code (回执号) by which a writer follows a letter without a name: <c>ZX-7K3M-Q0AB-…</c>, two letters for the kind and
/// sixteen characters of Crockford base 32, 80 bits of chance. What people read aloud or mistype alike is read as the same.
/// </summary>
public static class ReceiptCode
{
    public const string Inquiry = "ZX";
    public const string Correction = "JC";
    public const int EntropyBits = 80;
    /// <summary>In characters, with its dashes.</summary>
    public const int Length = 22;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 4, GroupLength = 4, MaxTyped = 100;

    public static string New(string kind) => Written(kind + RandomNumberGenerator.GetString(Alphabet, Groups * GroupLength));

    /// <summary>The code that was meant: any case, with or without dashes and spaces, full-width, O for 0, I and L for 1; null where it can be none.</summary>
    public static string? Read(string? typed)
    {
        if (typed is not { Length: > 0 and <= MaxTyped }) return null;
        var plain = new StringBuilder();
        foreach (var given in typed)
        {
            var c = given is >= '！' and <= '～' ? (char)(given - 0xFEE0) : given;
            if (c is '-' or '－' or '—' or '–' or '_' or '.' || char.IsWhiteSpace(c)) continue;
            plain.Append(char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other });
        }
        var text = plain.ToString();
        var known = text.Length == Inquiry.Length + (Groups * GroupLength) && (text.StartsWith(Inquiry, StringComparison.Ordinal) || text.StartsWith(Correction, StringComparison.Ordinal));
        return known && text[Inquiry.Length..].All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? Written(text) : null;
    }

    private static string Written(string text) =>
        $"{text[..2]}-{string.Join('-', Enumerable.Range(0, Groups).Select(g => text.Substring(2 + (g * GroupLength), GroupLength)))}";
}
