using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Outbound;

/// <summary>
/// What a receiver checks: <c>t=…,v1=…</c>, where v1 is the lower-case hexadecimal HMAC-SHA256 of «t.body» under the secret,
/// all in UTF-8. The instant is part of it, so that an old call can't be sent again later.
/// </summary>
public static class BodySignature
{
    /// <summary>The header it stands in, both ways.</summary>
    public const string Header = "X-GovPortal-Signature";

    /// <summary>The header with the id of what is delivered, the same at each attempt.</summary>
    public const string DeliveryHeader = "X-GovPortal-Delivery";

    /// <summary>How far the instant may be from the receiver's clock, either way.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(5);

    public static string Of(string secret, long unixSeconds, string body)
    {
        var t = unixSeconds.ToString(CultureInfo.InvariantCulture);
        return $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}")))}";
    }

    /// <summary>The instant a signature was made at, in seconds; null where it is no signature of this body under this secret.</summary>
    public static long? SignedAt(string secret, string? signature, string body)
    {
        if (signature is null || signature.Split(',') is not [['t', '=', .. var t], ['v', '1', '=', .. var mac]]) return null;
        if (mac.Length != 64 || !long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        var expected = Encoding.ASCII.GetBytes(Of(secret, seconds, body));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature)) ? seconds : null;
    }

    /// <summary>Whether a signature of that instant still holds now.</summary>
    public static bool IsFresh(long signedAt, DateTime nowUtc) =>
        Math.Abs(new DateTimeOffset(nowUtc, TimeSpan.Zero).ToUnixTimeSeconds() - signedAt) <= (long)Window.TotalSeconds;
}
