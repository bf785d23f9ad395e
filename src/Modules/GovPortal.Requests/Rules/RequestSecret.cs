using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Requests.Rules;

/// <summary>
/// What an applicant follows a case by: a code (<c>SQ-7K3M-Q0AB</c>, 40 bits) that may stand on paper and in an address, and a secret
/// (sixteen characters, 80 bits of chance) that is shown once and kept as a hash alone. Both in Crockford base 32; what people read
/// aloud or mistype alike is read as the same.
/// </summary>
public static class RequestSecret
{
    public const string Prefix = "SQ";
    /// <summary>In characters, with its dashes.</summary>
    public const int CodeLength = 12;
    public const int SecretBits = 80;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int GroupLength = 4, CodeGroups = 2, SecretGroups = 4, MaxTyped = 100;

    public static string NewCode() => $"{Prefix}-{Grouped(RandomNumberGenerator.GetString(Alphabet, CodeGroups * GroupLength))}";

    public static string NewSecret() => Grouped(RandomNumberGenerator.GetString(Alphabet, SecretGroups * GroupLength));

    /// <summary>The code that was meant; null where it can be none.</summary>
    public static string? ReadCode(string? typed) =>
        Plain(typed) is { } text && text.StartsWith(Prefix, StringComparison.Ordinal) && Within(text[Prefix.Length..], CodeGroups) ? $"{Prefix}-{Grouped(text[Prefix.Length..])}" : null;

    /// <summary>The secret that was meant; null where it can be none.</summary>
    public static string? ReadSecret(string? typed) => Plain(typed) is { } text && Within(text, SecretGroups) ? Grouped(text) : null;

    /// <summary>SHA-256 of code and secret: 80 bits of chance need no slow hash.</summary>
    public static string Hash(string code, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{code}\n{secret}")));

    /// <summary>Takes the same time whatever is wrong.</summary>
    public static bool Matches(string hash, string code, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(code, secret)));

    private static string? Plain(string? typed)
    {
        if (typed is not { Length: > 0 and <= MaxTyped }) return null;
        var plain = new StringBuilder();
        foreach (var given in typed)
        {
            var c = given is >= '！' and <= '～' ? (char)(given - 0xFEE0) : given;
            if (c is '-' or '－' or '—' or '–' or '_' or '.' || char.IsWhiteSpace(c)) continue;
            plain.Append(char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other });
        }
        return plain.ToString();
    }

    private static bool Within(string text, int groups) => text.Length == groups * GroupLength && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));

    private static string Grouped(string text) => string.Join('-', text.Chunk(GroupLength).Select(c => new string(c)));
}
