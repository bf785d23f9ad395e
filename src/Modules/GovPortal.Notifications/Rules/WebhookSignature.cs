using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Notifications.Rules;

/// <summary>
/// What a receiver checks: <c>t=…,v1=…</c>, where v1 is the lower-case hexadecimal HMAC-SHA256 of «t.body» under the secret,
/// all in UTF-8. The instant is part of it, so that an old call can't be sent again later.
/// </summary>
internal static class WebhookSignature
{
    public static string Of(string secret, long unixSeconds, string body)
    {
        var t = unixSeconds.ToString(CultureInfo.InvariantCulture);
        return $"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}")))}";
    }
}
