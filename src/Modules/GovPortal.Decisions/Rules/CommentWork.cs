using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Decisions.Rules;

/// <summary>
/// A small proof of work: the browser looks for a number whose hash with the comment begins with <see cref="Bits"/> zero bits
/// (about a second), so that posting thousands costs something. It is bound to the text and to the hour.
/// </summary>
public static class CommentWork
{
    public const int Bits = 14;

    /// <summary>How old a stamp may be, and how far ahead a visitor's clock, in minutes.</summary>
    private const int MaxAgeMinutes = 60, MaxAheadMinutes = 10;

    /// <param name="stamp">Minutes since 1970 by the visitor's clock.</param>
    public static bool Holds(string consultationId, string text, string? stamp, string? nonce, DateTime nowUtc)
    {
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || nonce is not { Length: > 0 and <= 20 }) return false;
        var age = new DateTimeOffset(nowUtc, TimeSpan.Zero).ToUnixTimeSeconds() / 60 - minutes;
        return age is >= -MaxAheadMinutes and <= MaxAgeMinutes && ZeroBits(consultationId, text, stamp, nonce) >= Bits;
    }

    /// <summary>The work itself, as the browser's script does it.</summary>
    public static string Find(string consultationId, string text, string stamp)
    {
        for (var n = 0; ; n++)
        {
            var nonce = n.ToString(CultureInfo.InvariantCulture);
            if (ZeroBits(consultationId, text, stamp, nonce) >= Bits) return nonce;
        }
    }

    private static int ZeroBits(string consultationId, string text, string stamp, string nonce)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{consultationId}\n{stamp}\n{text}\n{nonce}"));
        var zeros = 0;
        foreach (var part in hash)
        {
            if (part != 0) return zeros + BitOperations.LeadingZeroCount(part) - 24;
            zeros += 8;
        }
        return zeros;
    }
}
